/** Shows the list of messages of one customer, or of all, and marks the open one. */
import { byId, make, showTime } from './dom.js';
import { closeMessage, openMessage } from './reader.js';
import { say } from './words.js';

let rows = [];
let openId;
/** What the customer wrote on WhatsApp, the newest first. */
let replies = [];

/** Opens the newest message where a new one has come, or where another customer was chosen. */
export const showMails = ({ messages, all, customer }, { find, chosen, guided }) => {
  const before = new Set(rows.map(({ id }) => id));
  const fresh = messages.filter(({ id }) => !before.has(id));
  rows = messages;
  replies = customer.timeline.filter(({ said }) => said !== undefined);
  if (chosen || fresh.length > 0 || !rows.some(({ id }) => id === openId)) openId = rows.at(-1)?.id;
  byId('count').textContent = countOf(messages.length, all);
  byId('no-mail').hidden = messages.length > 0;
  byId('no-mail').textContent = say(find !== '' ? 'noneFound' : guided ? 'noMail' : 'noMailYet');
  render();
  return chosen ? [] : fresh;
};

export const openFromTimeline = (id) => {
  if (!rows.some((row) => row.id === id)) return;
  openId = id;
  render();
  byId('reader').scrollIntoView({ block: 'nearest' });
};

const countOf = (count, all) => {
  if (count !== all) return say('others', { count, all });
  return count === 1 ? say('message') : say('messages', { count });
};

/** Renders the list; the focused button keeps its focus. */
const render = () => {
  const focused = document.activeElement?.closest?.('#mails button')?.dataset.id;
  byId('mails').replaceChildren(...rows.toReversed().map(listItem));
  if (focused)
    byId('mails')
      .querySelector(`[data-id="${CSS.escape(focused)}"]`)
      ?.focus();
  const row = rows.find(({ id }) => id === openId);
  if (row) void openMessage(row, repliesTo(row));
  else closeMessage();
};

/** Replies written after this message and before the next one. */
const repliesTo = ({ id, at, mine }) => {
  const later = rows.filter((row) => row.mine && row.channel === 'whatsapp' && row.at > at && row.id !== id);
  const next = later[0]?.at;
  if (!mine) return [];
  return replies.filter((reply) => reply.at >= at && (next === undefined || reply.at < next)).toReversed();
};

const listItem = (row) => {
  const current = row.id === openId;
  const subject = row.channel === 'whatsapp' ? row.preview : row.subject;
  const button = make(
    'button',
    { type: 'button', 'data-id': row.id, 'aria-current': current ? 'true' : undefined },
    make('strong', {}, subject),
    make('span', {}, `${row.to} · ${showTime(row.at)}`),
  );
  button.addEventListener('click', () => {
    openId = row.id;
    render();
  });
  return make('li', { class: row.channel }, button);
};
