// The list of stations: loaded once, kept fresh by events, filtered here.
import { get } from './api.js';
import { byId, el } from './dom.js';
import { firstFrame } from './first-frame.js';
import { age, ageText, badge, marks, reasonText, state, stateText, targetText } from './show.js';
import { language, t } from './text.js';

const stations = new Map();
const states = ['met', 'notMet', 'noTarget', 'noVerdict'];
let wantedState = '';

export async function loadStations() {
  const fresh = new Map();
  let cursor = null;
  do {
    const page = await get(`/api/v1/stations?limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    for (const station of page.items) fresh.set(station.id, station);
    cursor = page.cursor;
  } while (cursor);
  stations.clear();
  for (const [id, station] of fresh) stations.set(id, station);
  await renderStations();
}

export async function refreshStation(id) {
  stations.set(id, await get(`/api/v1/stations/${encodeURIComponent(id)}`));
  await renderStations();
}

export async function renderStations() {
  if (stations.size === 0) {
    byId('summary').replaceChildren();
    byId('filter').hidden = true;
    byId('stations').replaceChildren(await firstFrame());
    return;
  }
  const nothingYet = [...stations.values()].every(s => !s.latestVerdict || s.latestVerdict.reason === 'no-data');
  byId('filter').hidden = false;
  const found = [...stations.values()].filter(matches);
  renderSummary(found);
  const shown = found.filter(s => !wantedState || state(s) === wantedState).sort(byUrgency);
  const focused = document.activeElement?.dataset?.station;
  byId('stations').replaceChildren(...(nothingYet ? [await firstFrame()] : []), shown.length ? table(shown) : el('p', { className: 'hint' }, t('noMatch')));
  if (focused) byId('stations').querySelector(`[data-station="${CSS.escape(focused)}"]`)?.focus();
}

// What an officer must see first stands first: worse than the target, worst first, then what nobody knows.
const urgency = ['notMet', 'noVerdict', 'noTarget', 'met'];

function byUrgency(a, b) {
  return urgency.indexOf(state(a)) - urgency.indexOf(state(b))
    || (b.latestVerdict?.class ?? 0) - (a.latestVerdict?.class ?? 0)
    || (b.latestVerdict?.aqi ?? 0) - (a.latestVerdict?.aqi ?? 0)
    || a.id.localeCompare(b.id);
}

export function renderAges() {
  for (const node of document.querySelectorAll('time.age')) node.textContent = ageText(node.dateTime);
}

function matches(station) {
  const q = byId('q').value.trim().toLowerCase();
  const province = byId('province').value;
  const kind = byId('kind').value;
  const text = [station.id, station.mn, station.name, station.nameEn, station.sectionName, station.river].join('\n').toLowerCase();
  return text.includes(q) && (!province || station.province === province) && (!kind || station.kind === kind);
}

function renderSummary(found) {
  const chip = (key, count, label) => el('button', {
    type: 'button', className: `chip ${key}`, 'aria-pressed': String(wantedState === key), data: { state: key },
    onclick: async () => {
      wantedState = wantedState === key ? '' : key;
      await renderStations();
      byId('summary').querySelector(`[data-state="${key}"]`)?.focus();
    },
  }, label, el('strong', null, String(count)));
  byId('summary').replaceChildren(
    chip('', found.length, t('all')),
    ...states.map(key => chip(key, found.filter(s => state(s) === key).length, stateText(key))));
}

function table(shown) {
  const columns = ['station', 'place', 'verdict', 'target', 'met', 'age', 'note'];
  return el('table', { className: 'stations' },
    el('caption', { className: 'hidden' }, t('stations')),
    el('thead', null, el('tr', null, ...columns.map(c => el('th', { scope: 'col' }, t(c))))),
    el('tbody', null, ...shown.map(row)));
}

function row(station) {
  const name = (language() === 'en' && station.nameEn) || station.sectionName || station.name;
  const button = el('button', { type: 'button', className: 'link', data: { station: station.id } }, name);
  const place = [station.river, t(station.province)].filter(Boolean).join(' · ');
  const cell = (label, ...children) => el('td', { data: { label: t(label) } }, ...children);
  return el('tr', { onclick: () => { location.hash = `station=${encodeURIComponent(station.id)}`; } },
    el('th', { scope: 'row' }, button, name === station.id ? null : el('span', { className: 'id' }, station.id), ...marks(station)),
    cell('place', place),
    cell('verdict', badge(station.latestVerdict)),
    cell('target', targetText(station)),
    cell('met', stateText(state(station))),
    cell('age', age(station.latestVerdict?.at)),
    cell('note', reasonText(station)));
}
