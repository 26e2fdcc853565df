/** What just happened, in sight wherever one has scrolled, and read out: told politely, a problem at once. */
import { byId, make } from './dom.js';

/** What was pressed last: who closes the note about it goes on from there. */
let pressed = byId('main');

export const tell = (...lines) => {
  remember();
  byId('problem').hidden = true;
  byId('status').replaceChildren(...lines.filter(Boolean).map((text) => make('p', {}, text)));
};

export const tellProblem = (text) => {
  tell();
  byId('problem').textContent = text;
  byId('problem').hidden = false;
};

const remember = () => {
  const { activeElement } = document;
  if (activeElement !== document.body && activeElement !== byId('close-notes')) pressed = activeElement;
};

/** The button goes with what it closes, and must not take the focus along. */
const close = () => {
  tell();
  (pressed.isConnected ? pressed : byId('main')).focus({ preventScroll: true });
};

export const startNotes = () => byId('close-notes').addEventListener('click', close);
