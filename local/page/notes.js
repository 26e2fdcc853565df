/** Shows what just happened, always in sight, and has it read out: news politely, a problem at once. */
import { byId, make } from './dom.js';

/** The button that was pressed last; closing its note returns the focus to it. */
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

/** The close button disappears with the note, so the focus must move first. */
const close = () => {
  tell();
  (pressed.isConnected ? pressed : byId('main')).focus({ preventScroll: true });
};

export const startNotes = () => byId('close-notes').addEventListener('click', close);
