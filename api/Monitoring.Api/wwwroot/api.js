// Calls to the API. Tokens live in this tab alone and leave with it; there is no cookie.
let tokens = JSON.parse(sessionStorage.getItem('tokens') ?? 'null');

export const isLoggedIn = () => tokens !== null;

export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export async function logIn(user, password) {
  keep(await post('/api/v1/auth/token', { user, password }));
}

export function logOut() {
  keep(null);
}

export async function get(path) {
  return (await request(path)).json();
}

export async function getBlob(path) {
  return (await request(path)).blob();
}

export async function post(path, body) {
  const response = await request(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return response.status === 204 ? null : response.json();
}

// Server-sent events through fetch, because an EventSource cannot carry a token. Ends when the stream ends.
export async function listen(path, onOpen, onEvent, signal) {
  const response = await request(path, { signal });
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    pending += value;
    const events = pending.split('\n\n');
    pending = events.pop();
    for (const event of events) {
      const name = /^event: ?(.*)$/m.exec(event)?.[1] ?? 'message';
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (data) onEvent(name, JSON.parse(data));
    }
  }
}

async function request(path, options = {}) {
  let response = await send(path, options);
  if (response.status === 401 && tokens && !path.startsWith('/api/v1/auth/')) {
    await renew();
    response = await send(path, options);
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Refused(response.status, problem?.detail ?? response.statusText);
}

function send(path, options) {
  const headers = { ...options.headers };
  if (tokens) headers.Authorization = `Bearer ${tokens.accessToken}`;
  return fetch(path, { ...options, headers });
}

// A refused refresh token means that the login is over.
async function renew() {
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ refreshToken: tokens.refreshToken }),
  });
  keep(response.ok ? await response.json() : null);
}

function keep(fresh) {
  tokens = fresh;
  if (fresh) sessionStorage.setItem('tokens', JSON.stringify(fresh));
  else sessionStorage.removeItem('tokens');
}
