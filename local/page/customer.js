/** Shows one customer: what is planned for them, and everything that happened, with its reason. */
import { byId, make, showTime } from './dom.js';
import { say } from './words.js';

export const showCustomer = ({ identity, known, name, email, phone, plan, timeline }, open) => {
  byId('no-person').hidden = known;
  byId('no-person').textContent = say('nobody', { who: identity });
  byId('known').hidden = !known;
  byId('person-title').textContent = [name || identity, ...[email, phone].filter(Boolean)].join(' · ');
  byId('plan').replaceChildren(...plan.map((sentence) => make('li', {}, sentence)));
  byId('timeline').replaceChildren(...timeline.map((row) => line(row, open)));
};

const line = ({ at, type, text, tone, minor, messageId, source, data }, open) => {
  const item = make('li', { class: [type, tone, minor && 'minor'].filter(Boolean).join(' ') });
  item.append(make('time', { datetime: at }, showTime(at)));
  item.append(messageId ? link(text, () => open(messageId)) : make('span', { class: 'what' }, text));
  if (source) item.append(make('span', { class: 'source' }, ` ${say('source', { source })}`));
  if (data && Object.keys(data).length > 0) item.append(details(data));
  return item;
};

/** A link on the timeline that opens its message in the mailbox. */
const link = (text, act) => {
  const button = make('button', { type: 'button', class: 'link what' }, text);
  button.addEventListener('click', act);
  return button;
};

const details = (data) =>
  make(
    'details',
    {},
    make('summary', {}, say('details')),
    make('pre', { tabindex: '0' }, JSON.stringify(data, undefined, 2)),
  );
