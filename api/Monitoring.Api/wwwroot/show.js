// How a verdict, a time and a number look: always a numeral or a word beside the colour.
import { el } from './dom.js';
import { language, t } from './text.js';

const numerals = ['', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'];
const numeralsEn = ['', 'I', 'II', 'III', 'IV', 'V', '>V'];

export const classText = c => (language() === 'en' ? numeralsEn : numerals)[c] ?? '—';

// 'met' | 'notMet' | 'noTarget' | 'noVerdict'. For air the target is an index of at most 100.
export function state(station) {
  const verdict = station.latestVerdict;
  if (!verdict || verdict.reason) return 'noVerdict';
  if ('aqi' in verdict) return verdict.aqi <= 100 ? 'met' : 'notMet';
  return verdict.met === null ? 'noTarget' : verdict.met ? 'met' : 'notMet';
}

export function badge(verdict) {
  if (!verdict || verdict.reason) return el('span', { className: 'badge none' }, '—');
  if ('aqi' in verdict) {
    const word = language() === 'en' ? verdict.category : verdict.categoryZh;
    return el('span', { className: `badge air-${verdict.level}` }, `${verdict.aqi} ${word}`);
  }
  return el('span', { className: `badge water-${verdict.class}` }, classText(verdict.class));
}

export function targetText(station) {
  if (station.kind === 'air') return '≤ 100';
  return station.targetClass ? classText(station.targetClass) : '—';
}

const signs = { met: '✓', notMet: '✕', noTarget: '·', noVerdict: '?' };

export const stateText = key => el('span', { className: `state ${key}` }, el('span', { 'aria-hidden': 'true' }, `${signs[key]} `), t(key));

export function reasonText(station) {
  const verdict = station.latestVerdict;
  if (!verdict || verdict.reason === 'no-data') return t('neverDelivered');
  if (!verdict.reason) return doubtText(verdict, state(station));
  const since = verdict.since ? ` · ${t('since')} ${timeText(verdict.since)}` : '';
  return t(`r:${verdict.reason}`) + since;
}

// A verdict that stands: what exceeds its limit, and what it was made without.
function doubtText(verdict, key) {
  const parts = key === 'notMet' && verdict.limiting ? verdict.limiting.filter(i => i.multiple !== null).map(limitingText) : [];
  if (verdict.missing.length) parts.push(`${t('missing')}：${verdict.missing.map(m => m.item).join(' ')}`);
  return parts.join('；');
}

export function limitingText(item) {
  const name = language() === 'en' ? item.nameEn : item.name;
  return `${name} ${item.value}${item.multiple === null ? '' : ` (${t('times', item.multiple)})`}`;
}

// Where an entry is not plain truth: made up, or with fields that nobody has confirmed.
export function marks(station) {
  const mark = (key, title) => el('span', { className: `mark ${key}`, title }, t(key));
  return [
    station.origin === 'simulated' ? mark('simulated', t('simulatedHint')) : null,
    station.doubt ? mark('doubtful', station.doubt) : null,
  ].filter(Boolean);
}

// Times of the API carry +08:00; they are shown as they stand, whatever the clock of this machine says.
export const timeText = iso => (iso ? iso.slice(5, 16).replace('T', ' ') : '—');

export function ageText(iso) {
  if (!iso) return '—';
  const minutes = Math.floor((Date.now() - Date.parse(iso)) / 60000);
  if (minutes < -1) return t('ahead');
  if (minutes < 1) return t('now');
  if (minutes < 60) return t('minutesAgo', minutes);
  if (minutes < 48 * 60) return t('hoursAgo', Math.floor(minutes / 60));
  return t('daysAgo', Math.floor(minutes / 1440));
}

export const age = iso => el('time', { dateTime: iso ?? '', className: 'age', title: iso ?? '' }, ageText(iso));
