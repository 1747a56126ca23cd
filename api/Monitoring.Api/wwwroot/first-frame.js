// The empty state: a line that a technician can paste into a terminal to send the first HJ 212 frame.
import { get } from './api.js';
import { el } from './dom.js';
import { t } from './text.js';

export async function firstFrame() {
  const { hj212 } = await get('/api/v1/system');
  const [host, port] = [hj212.slice(0, hj212.lastIndexOf(':')), hj212.slice(hj212.lastIndexOf(':') + 1)];
  const line = `printf '${frame()}\\r\\n' | nc -w 2 ${host} ${port}`;
  const copy = el('button', {
    type: 'button',
    onclick: async () => {
      await navigator.clipboard.writeText(line);
      copy.textContent = t('copied');
    },
  }, t('copy'));
  return el('div', { className: 'empty' },
    el('h3', null, t('emptyTitle')),
    el('p', null, t('emptyText')),
    el('pre', { tabIndex: 0 }, line),
    copy);
}

function frame() {
  const now = new Date(Date.now() + 8 * 3600 * 1000).toISOString().replace(/\D/g, '');
  const values = [['w01010', '18.2'], ['w01001', '7.82'], ['w01009', '6.90'], ['w01019', '2.60'], ['w21003', '0.210'], ['w21011', '0.060']];
  const items = values.map(([code, value]) => `${code}-Rtd=${value},${code}-Flag=N`).join(';');
  const segment = `QN=${now.slice(0, 17)};ST=21;CN=2011;PW=123456;MN=DEMO0001;Flag=5;CP=&&DataTime=${now.slice(0, 12)}00;${items}&&`;
  return `##${String(segment.length).padStart(4, '0')}${segment}${checksum(segment)}`;
}

// HJ 212-2017 annex A, bit by bit.
function checksum(text) {
  let register = 0xffff;
  for (const character of text) {
    register = (register >> 8) ^ character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >> 1) ^ 0xa001 : register >> 1;
  }
  return register.toString(16).toUpperCase().padStart(4, '0');
}
