/** Ties the page together: buttons to the control surface, and what it answers to the parts. */
import * as api from './api.js';
import { showCustomer } from './customer.js';
import { byId, showTime, zoneOf } from './dom.js';
import { nextWait, showGuide, stageOf } from './guide.js';
import { showMails, startMailbox } from './mailbox.js';

const LOOK_EVERY_MS = 1500;
const SAMPLE_EMAILS = { de: 'marle@example.org', en: 'sam@example.com' };
const SAMPLE_DONE = {
  'consent-given': 'Consent is recorded.',
  'cart-abandoned': 'The cart has arrived. Now let time pass.',
  'order-placed': 'The order has arrived.',
  unsubscribe: 'Unsubscribed with one click.',
};

let identity = SAMPLE_EMAILS.de;
let stage = stageOf(undefined);
let lastSeen;
let busy = false;

const customer = () => byId('customer').value;

const refresh = async () => {
  const [clock, messages, view, guided, report] = await Promise.all([
    api.readClock(),
    api.readMessages(),
    api.readProfile(identity),
    api.readProfile(SAMPLE_EMAILS[customer()]),
    api.readReport().catch(() => undefined),
  ]);
  stage = stageOf(guided);
  showClock(clock.now);
  showMails(messages, customer());
  showCustomer(identity, view, zoneOf(customer()));
  showGuide(stage);
  showReport(report);
};

const showClock = (now) => {
  const zone = zoneOf(customer());
  byId('time').textContent = showTime(now, zone);
  byId('zone').textContent = `${zone} · ${now.slice(0, 16).replace('T', ' ')} UTC`;
};

const showReport = (report) => {
  const errors = (report?.problems ?? []).filter(({ severity }) => severity === 'error');
  byId('report').hidden = errors.length === 0;
  byId('report').textContent = [
    'The content folder has errors, so the last good version stays live:',
    ...errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message.en}`),
  ].join('\n');
};

/** One thing at a time, with its answer or its problem in plain sight. */
const act = async (doing, task) => {
  if (busy) return;
  setBusy(true);
  byId('status').textContent = doing;
  byId('problem').hidden = true;
  try {
    const done = await task();
    await refresh();
    byId('status').textContent = done;
  } catch (error) {
    byId('problem').textContent = error.message;
    byId('problem').hidden = false;
    byId('status').textContent = '';
  } finally {
    setBusy(false);
  }
};

const setBusy = (value) => {
  busy = value;
  for (const button of document.querySelectorAll('[data-move], [data-sample], #wait'))
    button.disabled = value;
  if (!value) showGuide(stage);
};

const move = (step) =>
  act('Working off everything that is due …', async () => {
    const { now } = await api.moveClock(step === 'next' ? { next: true } : { advance: step });
    return `It is now ${showTime(now, zoneOf(customer()))}.`;
  });

const sample = (name) =>
  act('Sending a signed webhook …', async () => {
    const { sent } = await api.sendSample(name, customer());
    identity = SAMPLE_EMAILS[customer()];
    byId('identity').value = identity;
    return `${SAMPLE_DONE[name]} (${sent.map(({ event, status }) => `${event}: ${status}`).join(', ')})`;
  });

/** Something may have come in from elsewhere; only then the whole page is read anew. */
const look = async () => {
  if (busy || document.hidden) return;
  const { counts, program } = await api.readHealth();
  const { now } = await api.readClock();
  const seen = JSON.stringify([counts, program]);
  if (seen !== lastSeen) await refresh();
  else showClock(now);
  lastSeen = seen;
};

const start = async () => {
  startMailbox();
  for (const button of document.querySelectorAll('[data-move]'))
    button.addEventListener('click', () => move(button.dataset.move));
  for (const button of document.querySelectorAll('[data-sample]'))
    button.addEventListener('click', () => sample(button.dataset.sample));
  byId('wait').addEventListener('click', () => move(nextWait(stage)));
  byId('customer').addEventListener('change', () => {
    identity = SAMPLE_EMAILS[customer()];
    byId('identity').value = identity;
    void act('', async () => '');
  });
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    identity = byId('identity').value.trim();
    void act('', async () => '');
  });
  byId('identity').value = identity;
  await act('', async () => '');
  setInterval(() => look().catch(() => undefined), LOOK_EVERY_MS);
};

void start();
