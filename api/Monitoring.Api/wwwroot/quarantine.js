// What was not taken, and why; an unknown device is registered from here.
import { get, isLoggedIn, post } from './api.js';
import { byId, el } from './dom.js';
import { timeText } from './show.js';
import { t } from './text.js';

let items = [];
let cursor = null;

export async function loadQuarantine() {
  if (!isLoggedIn()) {
    byId('quarantine').replaceChildren(el('p', null, t('needTechnician')));
    return;
  }
  const page = await get('/api/v1/quarantine');
  [items, cursor] = [page.items, page.cursor];
  render();
}

function render() {
  const columns = ['time', 'reason', 'MN', 'door', 'peer', 'detailText', ''];
  const table = el('table', { className: 'quarantine' },
    el('thead', null, el('tr', null, ...columns.map(c => el('th', { scope: 'col' }, c === 'MN' ? c : c && t(c))))),
    el('tbody', null, ...items.map(row)));
  const more = el('button', {
    type: 'button',
    onclick: async () => {
      const page = await get(`/api/v1/quarantine?cursor=${encodeURIComponent(cursor)}`);
      items.push(...page.items);
      cursor = page.cursor;
      render();
    },
  }, t('more'));
  byId('quarantine').replaceChildren(items.length ? table : el('p', { className: 'hint' }, t('nothingQuarantined')), cursor ? more : '');
}

function row(item) {
  const cell = (label, ...children) => el('td', { data: { label } }, ...children);
  const bytes = el('button', { type: 'button', onclick: () => showBytes(item, bytes) }, t('bytes'));
  const register = el('button', { type: 'button', className: 'primary', onclick: () => registerDevice(item, register) }, t('register'));
  return el('tr', null,
    cell(t('time'), timeText(item.at)),
    cell(t('reason'), el('span', { className: 'state notMet' }, t(`q:${item.reason}`))),
    cell('MN', item.mn ?? '—'),
    cell(t('door'), item.door),
    cell(t('peer'), item.peer),
    cell(t('detailText'), item.detail),
    el('td', { className: 'buttons' }, bytes, item.reason === 'unknown-mn' && item.mn ? register : null));
}

async function showBytes(item, button) {
  const open = button.closest('tr').nextElementSibling;
  if (open?.className === 'bytes') {
    open.remove();
    return;
  }
  const { text, totalBytes, keptBytes } = await get(`/api/v1/quarantine/${item.id}`);
  const size = keptBytes < totalBytes ? `${keptBytes} / ${totalBytes} B` : `${totalBytes} B`;
  button.closest('tr').after(el('tr', { className: 'bytes' }, el('td', { colSpan: 7 }, el('pre', { tabIndex: 0 }, text), el('span', { className: 'hint' }, size))));
}

// The frame says which password the device sends and what it watches (ST); the device sends again by itself.
async function registerDevice(item, button) {
  const { text } = await get(`/api/v1/quarantine/${item.id}`);
  const kinds = { 21: 'water', 22: 'air' };
  const kind = kinds[/ST=(\d\d)/.exec(text)?.[1]] ?? (text.includes('ST=') ? 'source' : 'water');
  await post('/api/v1/devices', { mn: item.mn, password: /PW=([^;]*);/.exec(text)?.[1] ?? '', kind });
  button.replaceWith(el('span', { className: 'state met' }, `✓ ${t('registered')}`));
}
