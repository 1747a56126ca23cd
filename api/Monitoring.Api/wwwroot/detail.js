// One station: verdict with its reasons, newest values, certificate.
import { get, getBlob, isLoggedIn } from './api.js';
import { byId, el } from './dom.js';
import { age, badge, limitingText, marks, reasonText, state, stateText, targetText, timeText } from './show.js';
import { language, t } from './text.js';

let shownId = null;

// The address holds the open station, so that a link leads here again.
export async function showDetail(id) {
  shownId = id;
  const dialog = byId('detail');
  if (id === null) {
    dialog.close();
    return;
  }
  dialog.replaceChildren(el('p', { className: 'hint' }, '…'));
  if (!dialog.open) dialog.showModal();
  await refreshDetail(id);
}

// Called again when an event names the station that is open.
export async function refreshDetail(id) {
  if (id !== shownId || !byId('detail').open) return;
  const [station, latest] = await Promise.all([get(`/api/v1/stations/${encodeURIComponent(id)}`), get(`/api/v1/stations/${encodeURIComponent(id)}/latest`)]);
  if (id !== shownId) return;
  const fresh = [head(station), verdict(station), values(latest.parameters)];
  const hadFocus = byId('detail').contains(document.activeElement);
  byId('detail').replaceChildren(...fresh);
  if (hadFocus) byId('detail').querySelector('button').focus();
}

function head(station) {
  const name = (language() === 'en' && station.nameEn) || station.sectionName || station.name;
  return el('div', { className: 'dialog-head' },
    el('div', null,
      el('h2', { id: 'detail-heading' }, name),
      el('p', { className: 'hint' }, [station.id, `MN ${station.mn || '—'}`, t(station.kind), station.river, t(station.province)].filter(Boolean).join(' · ')),
      entry(station)),
    el('button', { type: 'button', 'aria-label': t('close'), className: 'close', onclick: () => byId('detail').close() }, '×'));
}

// Where the entry comes from and what of it is doubtful, in the words of the registry.
function entry(station) {
  const words = [station.source && `${t('sourceOfEntry')}：${station.source}`, station.doubt].filter(Boolean).join('；');
  return words || station.origin === 'simulated' ? el('p', { className: 'hint' }, ...marks(station), ` ${words}`) : null;
}

function verdict(station) {
  const found = station.latestVerdict;
  if (!found || found.reason === 'no-data') return el('p', null, t('neverDelivered'));
  const facts = el('dl', { className: 'facts' });
  const fact = (name, ...content) => facts.append(el('div', null, el('dt', null, name), el('dd', null, ...content)));
  fact(t('verdict'), badge(found));
  fact(t('target'), targetText(station));
  fact(t('met'), stateText(state(station)));
  fact(t('age'), age(found.at), ` (${timeText(found.at)})`);
  if (found.reason) fact(t('note'), reasonText(station));
  if (found.limiting?.length) fact(t('limiting'), found.limiting.map(limitingText).join('；'));
  if (found.primary?.length) fact(t('primary'), found.primary.join(', '));
  if (found.missing.length) fact(t('missing'), found.missing.map(m => `${m.item} (${t(`r:${m.reason}`)})`).join('，'));
  fact(t('standard'), found.standard ?? '—');
  if (found.certificateId) fact(t('certificate'), certificate(found.certificateId), el('span', { className: 'hint' }, ` ${t('certificateHint')}`));
  return facts;
}

// A link cannot carry the token: with a login the document is fetched and saved from here.
function certificate(id) {
  const path = `/api/v1/certificates/${id}?download`;
  return el('a', {
    href: path,
    onclick: async event => {
      if (!isLoggedIn()) return;
      event.preventDefault();
      const url = URL.createObjectURL(await getBlob(path));
      el('a', { href: url, download: `certificate-${id.slice(0, 12)}.json` }).click();
      URL.revokeObjectURL(url);
    },
  }, id.slice(0, 12));
}

function values(parameters) {
  if (!parameters.length) return el('p', { className: 'hint' }, t('noValues'));
  const columns = ['parameter', 'value', 'flag', 'sampledAt', 'receivedAt'];
  return el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-labelledby': 'detail-heading' },
    el('table', { className: 'values' },
      el('thead', null, el('tr', null, ...columns.map(c => el('th', { scope: 'col', className: c === 'value' ? 'number' : '' }, t(c))))),
      el('tbody', null, ...parameters.map(value))));
}

const unitText = unit => (unit === '' || unit === 'dimensionless' ? '' : ` ${unit}`);

function value(p) {
  const name = language() === 'en' ? p.nameEn : p.name;
  return el('tr', p.flag === 'N' ? null : { className: 'flagged' },
    el('th', { scope: 'row' }, name, name === p.code ? null : el('span', { className: 'id' }, p.code)),
    el('td', { className: 'number' }, p.text, el('span', { className: 'unit' }, unitText(p.unit))),
    el('td', null, p.flag),
    el('td', null, timeText(p.sampledAt)),
    el('td', null, timeText(p.receivedAt)));
}
