/** A WhatsApp message as a phone shows it: its buttons can be pressed, and the customer can write back. */
import { byId, make, showTime } from './dom.js';

let answer = () => {};

export const startChat = (act) => {
  answer = act;
  byId('answer').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = byId('answer-words').value.trim();
    if (text === '') return;
    byId('answer-words').value = '';
    answer({ text });
  });
  byId('stop').addEventListener('click', () => answer({ text: 'STOP' }));
};

export const showChat = ({ text, sentAt, buttons = [] }, replies) => {
  byId('bubbles').replaceChildren(
    bubble('bubble', text, sentAt),
    ...buttons.map(replyButton),
    ...replies.map(({ said, at }) => bubble('bubble own', said, at)),
  );
};

const bubble = (look, text, at) =>
  make('p', { class: look }, text, make('time', { datetime: at }, showTime(at)));

const replyButton = (title, button) => {
  const element = make('button', { type: 'button', class: 'reply' }, title);
  element.addEventListener('click', () => answer({ button }));
  return element;
};
