// The alerts: one row each, kept fresh by events, acknowledged from here.
import { get, isLoggedIn, post, Refused } from './api.js';
import { showDetail } from './detail.js';
import { byId, el } from './dom.js';
import { askLogin } from './login.js';
import { age, timeText } from './show.js';
import { language, t } from './text.js';

const open = new Map();
let ended = [];
let shows = 'open';

const isOpen = alert => alert.state === 'active' || alert.state === 'acknowledged';

// Open ones are read whole; of those that have ended the newest hundred are enough for a list.
export async function loadAlerts() {
  const fresh = [...await all('active'), ...await all('acknowledged')];
  open.clear();
  for (const alert of fresh) open.set(alert.id, alert);
  if (shows === 'ended') {
    const [resolved, closed] = await Promise.all(['resolved', 'closed'].map(state => get(`/api/v1/alerts?state=${state}`)));
    ended = [...resolved.items, ...closed.items];
  }
  renderAlerts();
}

async function all(state) {
  const found = [];
  let cursor = null;
  do {
    const page = await get(`/api/v1/alerts?state=${state}&limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return found;
}

// The event carries the alert as the list would show it.
export function takeAlert(alert) {
  const isNew = isOpen(alert) && !open.has(alert.id);
  if (isOpen(alert)) open.set(alert.id, alert);
  else open.delete(alert.id);
  ended = ended.filter(a => a.id !== alert.id);
  if (!isOpen(alert)) ended.unshift(alert);
  if (isNew) byId('announce').textContent = t('newAlert', `${nameOf(alert)} ${itemText(alert)}`);
  renderAlerts();
}

export function renderAlerts() {
  const count = [...open.values()].filter(a => a.state === 'active').length;
  byId('alert-count').textContent = count || '';
  byId('alert-count').hidden = count === 0;
  byId('alert-count').title = t('unacknowledged', count);
  const focused = document.activeElement?.dataset?.focus;
  byId('alert-summary').replaceChildren(chip('open', open.size), chip('ended', null));
  const shown = shows === 'open' ? [...open.values()] : ended;
  shown.sort((a, b) => (a.id < b.id ? 1 : -1));
  byId('alerts').replaceChildren(shown.length ? table(shown) : el('p', { className: 'hint' }, t(shows === 'open' ? 'noOpenAlert' : 'noEndedAlert')));
  if (focused) byId('view-alerts').querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

function chip(key, count) {
  return el('button', {
    type: 'button', className: 'chip', 'aria-pressed': String(shows === key), data: { focus: `chip ${key}` },
    onclick: async () => {
      shows = key;
      await loadAlerts();
    },
  }, t(`alerts:${key}`), count === null ? null : el('strong', null, String(count)));
}

function table(shown) {
  const columns = ['level', 'station', 'exceedance', 'startedAt', 'lastSeen', 'alertState', ''];
  return el('table', { className: 'alerts' },
    el('caption', { className: 'hidden' }, t('alerts')),
    el('thead', null, el('tr', null, ...columns.map(c => el('th', { scope: 'col' }, c && t(c))))),
    el('tbody', null, ...shown.map(row)));
}

function row(alert) {
  const cell = (label, ...children) => el('td', { data: { label: t(label) } }, ...children);
  const name = el('button', { type: 'button', className: 'link', data: { focus: `name ${alert.id}` }, onclick: () => showDetail(alert.stationId) }, nameOf(alert));
  const place = [alert.river, t(alert.province)].filter(Boolean).join(' · ');
  return el('tr', { className: alert.state },
    el('td', { className: 'level-cell' }, level(alert.level)),
    el('th', { scope: 'row' }, name, el('span', { className: 'id' }, place)),
    cell('exceedance', itemText(alert), el('span', { className: 'id' }, t(`k:${alert.kind}`))),
    cell('startedAt', timeText(alert.startedAt)),
    cell('lastSeen', age(alert.lastSeenAt)),
    cell('alertState', stateText(alert)),
    el('td', { className: 'action' }, alert.state === 'active' ? acknowledgeButton(alert) : null));
}

const icons = { blue: '●', yellow: '▲', orange: '◆', red: '■' };

const level = key => el('span', { className: `badge level-${key}` }, el('span', { 'aria-hidden': 'true' }, `${icons[key]} `), t(`level:${key}`));

const nameOf = alert => (language() === 'en' && alert.stationNameEn) || alert.stationName;

function itemText(alert) {
  if (alert.parameter === null) return '';
  const name = language() === 'en' ? alert.parameterNameEn : alert.parameterName;
  const limit = alert.limit === null ? '' : ` / ${t('limit', alert.limit)}`;
  const multiple = alert.multiple === null ? '' : ` (${t('times', alert.multiple)})`;
  return `${name} ${alert.value}${limit}${multiple}`;
}

function stateText(alert) {
  const by = alert.acknowledgements.map(a => [a.by, a.province && t(a.province), timeText(a.at), a.note].filter(Boolean).join(' '));
  const at = alert.closedAt ?? alert.resolvedAt;
  return el('span', { className: `alert-state ${alert.state}` },
    t(`a:${alert.state}`), at && !isOpen(alert) ? ` ${timeText(at)}` : null,
    ...by.map(line => el('span', { className: 'id' }, `✓ ${line}`)));
}

function acknowledgeButton(alert) {
  return el('button', {
    type: 'button', className: 'primary', data: { focus: `acknowledge ${alert.id}` },
    'aria-label': `${t('acknowledge')} ${nameOf(alert)}`,
    onclick: async () => {
      if (isLoggedIn() || await askLogin()) askNote(alert);
    },
  }, t('acknowledge'));
}

function askNote(alert) {
  const dialog = byId('acknowledge');
  byId('acknowledge-what').textContent = `${nameOf(alert)} · ${itemText(alert)}`;
  byId('acknowledge-fault').textContent = '';
  byId('note').value = '';
  dialog.showModal();
  byId('acknowledge-cancel').onclick = () => dialog.close();
  byId('acknowledge-form').onsubmit = async event => {
    event.preventDefault();
    try {
      takeAlert(await post(`/api/v1/alerts/${alert.id}/acknowledge`, { note: byId('note').value, province: byId('side').value || null }));
      dialog.close();
    } catch (failure) {
      byId('acknowledge-fault').textContent = failure instanceof Refused && failure.status === 403 ? t('needOfficer') : failure.message;
    }
  };
}
