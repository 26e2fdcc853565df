/**
 * The three steps from a consent over a cart to three mails: which one is next, judged by what really
 * happened.
 */
import { byId } from './dom.js';

const WAITS = [
  {
    move: '1h',
    label: 'Wait 1 hour',
    text: 'One hour later the first mail asks whether something went wrong.',
  },
  {
    move: '24h',
    label: 'Wait 24 hours',
    text: 'A day later the second mail shows what other customers say about these very products.',
  },
  {
    move: '48h',
    label: 'Wait 48 hours',
    text: 'Two days later the third mail makes the offer that the settings state.',
  },
];

/** How far the customer has come since the last cart. */
export const stageOf = (view) => {
  const timeline = view?.timeline ?? [];
  const consent = timeline.findLast(({ type }) => type === 'consent')?.state === 'given';
  const cart = timeline.findLast(({ type, event }) => type === 'event' && event === 'checkout.updated');
  const since = (type) => timeline.filter((entry) => entry.type === type && cart && entry.at >= cart.at);
  const decided = since('message').filter(({ outcome }) => outcome !== 'queued' && outcome !== 'deferred');
  const ordered = since('event').some(({ event }) => event === 'order.placed');
  return {
    consent,
    cart: Boolean(cart),
    decided: decided.length,
    sent: decided.filter(({ outcome }) => outcome !== 'skipped').length,
    ordered,
    waiting: (view?.enrollments ?? []).length > 0,
  };
};

export const nextWait = (stage) => WAITS[Math.min(stage.decided, WAITS.length - 1)].move;

export const showGuide = (stage) => {
  const finished = stage.decided >= WAITS.length;
  mark('step-consent', stage.consent, !stage.consent && !stage.cart);
  mark('step-cart', stage.cart, stage.consent && !stage.cart);
  mark('step-wait', finished, stage.cart && !finished);
  const wait = WAITS[Math.min(stage.decided, WAITS.length - 1)];
  byId('wait-text').textContent = waitText(stage, finished, wait);
  byId('wait').textContent = wait.label;
  byId('wait').disabled = !stage.cart || finished || !stage.waiting;
  byId('progress').textContent =
    `${stage.sent} of 3 mails${stage.decided > stage.sent ? `, ${stage.decided - stage.sent} withheld` : ''}`;
};

const waitText = (stage, finished, wait) => {
  if (stage.ordered)
    return 'The order wins: nothing more is sent about this cart. Abandon another cart after a week to see the flow again.';
  if (finished) return 'That is the whole flow. The timeline below says why each mail was sent or withheld.';
  if (stage.cart && !stage.waiting)
    return 'Nothing is waiting for this customer. The timeline says why; the flow starts again a week after it ended.';
  return wait.text;
};

const mark = (id, done, now) => {
  byId(id).classList.toggle('done', done);
  byId(id).classList.toggle('now', now);
};
