/**
 * Shows the three steps as the server describes them: what is done, what comes next, and where the button
 * leads.
 */
import { byId } from './dom.js';

export const showGuide = (guide, busy) => {
  for (const step of ['consent', 'cart', 'wait']) {
    const element = byId(`step-${step}`);
    element.classList.toggle('done', guide[step] === 'done');
    element.classList.toggle('now', guide[step] === 'now');
    if (guide[step] === 'now') element.setAttribute('aria-current', 'step');
    else element.removeAttribute('aria-current');
  }
  byId('permission').textContent = guide.permission;
  byId('wait-text').textContent = guide.text;
  byId('wait').textContent = guide.button;
  byId('wait').disabled = busy || !guide.to;
  byId('progress').textContent = guide.progress;
};
