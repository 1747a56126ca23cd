// The login dialog, for the button in the header and for everything that needs an account.
import { isLoggedIn } from './api.js';
import { byId } from './dom.js';

// True when somebody is logged in after it; false when the dialog was left.
export function askLogin() {
  const dialog = byId('login');
  byId('login-fault').textContent = '';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(isLoggedIn()), { once: true }));
}
