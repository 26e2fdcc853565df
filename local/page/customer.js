/** One customer: where they stand, and everything that happened with the reason for it. */
import { byId, make, showTime } from './dom.js';
import { reasonText } from './reasons.js';

export const showCustomer = (identity, view, timeZone) => {
  byId('no-person').hidden = Boolean(view);
  byId('no-person').textContent = identity ? `Nothing is known of ${identity}.` : 'Nobody to show yet.';
  byId('standing').replaceChildren(
    ...(view?.enrollments ?? []).map((enrollment) => standing(enrollment, timeZone)),
  );
  byId('timeline').replaceChildren(
    ...(view?.timeline ?? []).toReversed().map((entry) => line(entry, timeZone)),
  );
};

const standing = ({ flow, step, dueAt, deferredFor }, timeZone) =>
  make(
    'p',
    { class: 'standing' },
    `In “${flow}”, waiting at “${step}” until ${showTime(dueAt, timeZone)}.`,
    deferredFor ? ` ${reasonText(deferredFor)}` : '',
  );

const line = (entry, timeZone) =>
  make(
    'li',
    { class: entry.type },
    make('time', { datetime: entry.at }, showTime(entry.at, timeZone)),
    ...(PARTS[entry.type] ?? other)(entry, timeZone),
  );

const other = (entry) => [entry.type];

const PARTS = {
  event: (entry) => [
    make('strong', {}, entry.event),
    ` from ${entry.source ?? 'unknown'}`,
    entry.unread ? why(`Could not be read: ${entry.unread.join(', ')}.`) : '',
    details(entry.data),
  ],
  consent: (entry) => [
    make('strong', {}, `Consent ${entry.state}`),
    ` for ${entry.channel}, ${entry.purpose}`,
    entry.basis ? why(`Basis: ${entry.basis}`) : '',
    details(entry.evidence),
  ],
  decision: (entry, timeZone) => [
    decisionText(entry, timeZone),
    entry.reason && entry.reason !== entry.what ? why(reasonText(entry.reason)) : '',
    entry.detail ? why(entry.detail) : '',
  ],
  message: (entry, timeZone) => [
    make('strong', {}, `Message “${entry.step}” `),
    chip(entry.outcome),
    entry.until ? why(`Again at ${showTime(entry.until, timeZone)}.`) : '',
    entry.reason ? why(`${entry.reason}: ${reasonText(entry.reason)}`) : '',
    entry.basis ? why(`Basis: ${entry.basis}`) : '',
  ],
};

const DECISIONS = {
  entered: 'Entered',
  'not-entered': 'Did not enter',
  waiting: 'Waits',
  queued: 'Queued a message',
  deferred: 'Put off a message',
  exited: 'Left',
  completed: 'Came to the end of',
  holdout: 'Held out, for comparison,',
};

const decisionText = ({ what, flow, step, until }, timeZone) => {
  const where = [flow && `“${flow}”`, what === 'completed' ? undefined : step && `at “${step}”`]
    .filter(Boolean)
    .join(' ');
  const when = until ? ` until ${showTime(until, timeZone)}` : '';
  return `${DECISIONS[what] ?? what} ${what === 'waiting' && where ? `in ${where}` : where}${when}`;
};

const GOOD = ['sent', 'delivered', 'opened', 'clicked', 'read'];
const BAD = ['failed', 'bounced', 'complained'];

const chip = (outcome) => make('span', { class: `chip ${toneOf(outcome)}` }, outcome);

const toneOf = (outcome) => {
  if (GOOD.includes(outcome)) return 'good';
  return BAD.includes(outcome) ? 'bad' : 'warn';
};

const why = (text) => make('span', { class: 'why' }, text);

const details = (data) =>
  make(
    'details',
    {},
    make('summary', {}, 'Details'),
    make('pre', {}, JSON.stringify(data ?? {}, undefined, 2)),
  );
