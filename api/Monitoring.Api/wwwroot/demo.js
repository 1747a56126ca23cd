// Says on every view that the data are a demonstration, and how fast its devices live.
import { get, Refused } from './api.js';
import { byId } from './dom.js';
import { t } from './text.js';

let system = null;

export async function showDemo() {
  try {
    system ??= await get('/api/v1/system');
  } catch (failure) {
    // Without a login nothing is shown that could be mistaken for real data.
    if (!(failure instanceof Refused)) throw failure;
    return;
  }
  byId('demo').hidden = !system.demo;
  byId('demo').textContent = system.demo ? t('demo') + (system.speed > 1 ? t('demoSpeed', system.speed) : '') : '';
}
