// The page: which view is shown, who is logged in, and keeping it all fresh.
import { loadAlerts, takeAlert } from './alerts.js';
import { isLoggedIn, listen, logIn, logOut, Refused } from './api.js';
import { refreshDetail, showDetail } from './detail.js';
import { showDemo } from './demo.js';
import { byId, el } from './dom.js';
import { askLogin } from './login.js';
import { loadQuarantine } from './quarantine.js';
import { loadStations, refreshStation, renderAges, renderStations } from './stations.js';
import { language, switchLanguage, t, translate } from './text.js';

const pollEvery = 30_000;
// A burst of this many stations is cheaper to read as a list.
const burst = 20;

const changed = new Set();
let refreshing = null;
let stream = null;

const loads = { stations: loadStations, alerts: loadAlerts, quarantine: loadQuarantine };

function view(hash = location.hash) {
  const name = hash.slice(1);
  return Object.hasOwn(loads, name) ? name : 'stations';
}

// #station=ID opens one station above the list.
async function showNamedStation() {
  const [, id] = /^#station=(.+)$/.exec(location.hash) ?? [];
  await guarded(() => showDetail(id ? decodeURIComponent(id) : null), 'detail');
}

async function show() {
  for (const name of Object.keys(loads)) byId(`view-${name}`).hidden = name !== view();
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${view()}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  byId('account').textContent = t(isLoggedIn() ? 'logOut' : 'logIn');
  byId('language').textContent = language() === 'en' ? '中文' : 'English';
  byId('language').lang = language() === 'en' ? 'zh-CN' : 'en';
  await guarded(showDemo, view());
  await guarded(loads[view()], view());
  await showNamedStation();
  if (view() !== 'alerts') await guarded(loadAlerts, 'alerts');
}

// A refusal is shown where the data would be, with the button that helps.
async function guarded(load, place) {
  try {
    await load();
  } catch (failure) {
    if (!(failure instanceof Refused)) {
      status('offline');
      return;
    }
    const text = failure.status === 401 ? t('needLogin') : failure.status === 403 && place === 'quarantine' ? t('needTechnician') : failure.message;
    byId(place).replaceChildren(el('p', { className: 'fault', role: 'alert' }, text));
    if (failure.status === 401 && isLoggedIn() === false && place === 'stations') byId('filter').hidden = true;
  }
}

function status(key) {
  byId('live').className = key;
  byId('live').textContent = t(key);
}

async function keepListening() {
  for (;;) {
    stream = new AbortController();
    try {
      await listen('/api/v1/events', () => status('live'), onEvent, stream.signal);
    } catch (failure) {
      if (failure instanceof Refused) status('polling');
      else if (failure.name !== 'AbortError') status('offline');
    }
    await new Promise(resolve => setTimeout(resolve, 3000));
    // Where the stream is refused, the list is asked for again and again instead.
    if (!stream.signal.aborted) await guarded(loadStations, 'stations');
  }
}

function onEvent(name, event) {
  if (name === 'alert') {
    takeAlert(event);
    return;
  }
  // Whatever happened between the lists and the stream is in the lists now.
  if (name === 'hello') {
    guarded(loadAlerts, 'alerts');
    guarded(loadStations, 'stations');
  }
  if (name === 'missed') for (let i = 0; i <= burst; i++) changed.add(`missed ${i}`);
  else if (event.stationId) changed.add(event.stationId);
  if (changed.size > 0 && refreshing === null) refreshing = setTimeout(refresh, 500);
}

async function refresh() {
  const ids = [...changed];
  changed.clear();
  await guarded(async () => {
    if (ids.length > burst) await loadStations();
    else for (const id of ids) await refreshStation(id);
    for (const id of ids) await refreshDetail(id);
  }, 'stations');
  refreshing = null;
  if (changed.size > 0) refreshing = setTimeout(refresh, 500);
}

byId('language').onclick = async () => {
  switchLanguage();
  translate();
  await show();
  byId('live').textContent = t(byId('live').className || 'polling');
};

byId('account').onclick = async () => {
  if (isLoggedIn()) {
    logOut();
    stream?.abort();
    await show();
  } else {
    await askLogin();
  }
};

byId('login-cancel').onclick = () => byId('login').close();

byId('login-form').onsubmit = async event => {
  event.preventDefault();
  try {
    await logIn(byId('user').value, byId('password').value);
    byId('password').value = '';
    byId('login').close();
    stream?.abort();
    await show();
  } catch (failure) {
    byId('login-fault').textContent = t(failure.status === 401 ? 'wrongLogin' : failure.status === 429 ? 'tooManyLogins' : 'offline');
  }
};

byId('detail').onclose = () => {
  if (location.hash.startsWith('#station=')) history.replaceState(null, '', '#stations');
};

byId('filter').oninput = renderStations;
byId('filter').onsubmit = event => event.preventDefault();
window.onhashchange = event => {
  const isWithinList = [event.oldURL, event.newURL].every(url => view(new URL(url).hash) === 'stations');
  return isWithinList ? showNamedStation() : show();
};
setInterval(renderAges, pollEvery);
setInterval(() => {
  if (byId('live').className !== 'live' && view() !== 'quarantine') guarded(loads[view()], view());
}, pollEvery);

translate();
await show();
keepListening();
