/** Connects the page: buttons call the control surface, and the parts show its answers. */
import * as api from './api.js';
import { showCustomer } from './customer.js';
import { byId, make, setZone, showTime, whileWorking } from './dom.js';
import { showGuide } from './guide.js';
import { openFromTimeline, showMails } from './mailbox.js';
import { startNotes, tell, tellProblem } from './notes.js';
import { startReader } from './reader.js';
import { startSearch } from './search.js';
import { say, translatePage } from './words.js';

const LOOK_EVERY_MS = 1500;
/** The most news that is read out after a move; the rest stands on the timeline. */
const NEWS_MAX = 4;
const SAMPLES = { 'marle@example.org': 'de', 'sam@example.com': 'en' };

let identity = byId('customer').value;
let shown;
let lastSeen;
let busy = false;
let turn = Promise.resolve();

/**
 * Reads the page anew, one request after the other, each with the choices of its own time, so that no older
 * answer replaces a newer one.
 */
const refresh = (chosen = false) => {
  turn = turn.catch(() => undefined).then(() => readAnew(chosen));
  return whileWorking(() => turn);
};

const readAnew = async (chosen) => {
  const find = byId('words').value.trim();
  shown = await api.readOverview({ customer: identity, find, everybody: byId('everybody').checked });
  setZone(shown.zone);
  showClock(shown.now);
  showNext();
  showCustomers(shown.customers);
  showReport(shown.problems);
  showCustomer(shown.customer, openFromTimeline);
  showGuide(shown.guide, busy);
  return showMails(shown, { find, chosen, guided: SAMPLES[identity] !== undefined });
};

const showClock = (now) => {
  byId('time').textContent = showTime(now);
  byId('time').dateTime = now;
  byId('zone').textContent = `${shown.zone} · ${now.slice(0, 16).replace('T', ' ')} UTC`;
};

/** The button names the time it leads to, because the next due thing may be a year away. */
const showNext = () => {
  byId('next').disabled = busy || !shown.next;
  byId('next').textContent = shown.next ? say('nextDue', shown.next) : say('nothingDue');
};

/** Recipients of messages and customers that were searched for can be chosen beside the samples. */
const showCustomers = (others) => {
  const select = byId('customer');
  const there = new Set([...select.options].map(({ value }) => value));
  for (const other of [...others, identity])
    if (!there.has(other)) {
      select.append(make('option', { value: other }, other));
      there.add(other);
    }
  select.value = identity;
  for (const button of document.querySelectorAll('[data-sample]'))
    button.disabled = busy || SAMPLES[identity] === undefined;
  byId('samples-only').hidden = SAMPLES[identity] !== undefined;
};

const showReport = ({ list }) => {
  const errors = list.filter(({ severity }) => severity === 'error');
  const worst = errors.length > 0 ? errors : list;
  byId('report').hidden = worst.length === 0;
  byId('report').textContent = [
    say(errors.length > 0 ? 'errors' : 'warnings'),
    ...worst.map(({ where, message }) => `${where} ${message}`),
  ].join('\n');
};

/** Performs one action at a time, and shows its answer or its problem. */
const act = (doing, task) => busy || whileWorking(() => doOne(doing, task));

const doOne = async (doing, task) => {
  setBusy(true);
  tell(doing);
  const focused = document.activeElement;
  try {
    tell(...(await task()));
  } catch (error) {
    tellProblem(error.message);
  } finally {
    setBusy(false);
    // A button that was disabled for a moment has lost the focus.
    if (focused?.isConnected && document.activeElement === document.body) focused.focus();
  }
};

const setBusy = (value) => {
  busy = value;
  byId('main').setAttribute('aria-busy', String(value));
  for (const button of document.querySelectorAll('[data-move]')) button.disabled = value;
  if (!shown) return;
  showNext();
  showCustomers(shown.customers);
  showGuide(shown.guide, busy);
};

/** Moves the clock, and says what happened on the way. */
const move = (how, until) =>
  act(until ? say('workingUntil', { until: showTime(until) }) : say('working'), async () => {
    const before = new Date(shown.now);
    await api.moveClock(how);
    await refresh();
    const news = inWords(shown.customer.timeline.filter(({ at }) => new Date(at) > before));
    const now = showTime(shown.now);
    return news.length === 0 ? [say('noNews', { now })] : [say('meanwhile', { now }), ...news];
  });

/** The news in the order in which they happened, without rows that only explain. */
const inWords = (rows) =>
  rows
    .filter(({ minor }) => !minor)
    .slice(0, NEWS_MAX)
    .reverse()
    .map(({ text }) => text);

/**
 * Performs a task at the present moment, and returns the consents that followed; the timeline shows the rest.
 */
const consentsAfter = async (task) => {
  const before = shown.customer.timeline.length;
  await task();
  await refresh();
  const { timeline } = shown.customer;
  return inWords(timeline.slice(0, timeline.length - before).filter(({ type }) => type === 'consent'));
};

/** With a running clock, the announced moment may be due already. */
const waitFor = (to) =>
  new Date(to) > new Date(shown.now) ? move({ to }, to) : move({ advance: '0s' }, undefined);

/**
 * The consent that holds now, which may differ from what was just said: a no of the same moment is stricter.
 */
const toldOfConsent = () => [
  say('consent-given'),
  shown.guide.permission,
  shown.guide.consent === 'done' ? '' : say('sameMoment'),
];

const sample = (name) =>
  act(say('sending'), async () => {
    const consents = await consentsAfter(() => api.sendSample(name, SAMPLES[identity]));
    if (name === 'cart-abandoned' || name === 'order-placed') return [say(name), shown.guide.text];
    if (name === 'consent-given') return toldOfConsent();
    return [say(name), ...consents];
  });

const answer = (id, said) =>
  act(say('sending'), async () => {
    let text = '';
    const consents = await consentsAfter(async () => {
      ({ text } = await api.reply(id, said));
    });
    return [say('answered', { text }), ...consents];
  });

const choose = (who) => {
  identity = who;
  byId('identity').value = who;
  return act('', async () => {
    await refresh(true);
    return [say('chosen', { who: shown.customer.name || who })];
  });
};

/** Reads the whole page anew only where something has come in from elsewhere. */
const look = async () => {
  if (busy || document.hidden) return;
  const [{ counts, program }, { now }] = await Promise.all([api.readHealth(), api.readClock()]);
  const seen = JSON.stringify([counts, program]);
  if (seen === lastSeen) {
    showClock(now);
    return;
  }
  const fresh = await refresh();
  if (fresh.length > 0 && lastSeen)
    tell(say('arrived', { subject: fresh.at(-1).subject || fresh.at(-1).preview }));
  lastSeen = seen;
};

const start = async () => {
  translatePage();
  startReader(answer);
  for (const button of document.querySelectorAll('[data-move]')) {
    button.addEventListener('click', () => move({ advance: button.dataset.move }));
  }
  byId('next').addEventListener('click', () => waitFor(shown.next.to));
  startNotes();
  for (const button of document.querySelectorAll('[data-sample]'))
    button.addEventListener('click', () => sample(button.dataset.sample));
  byId('wait').addEventListener('click', () => waitFor(shown.guide.to));
  byId('customer').addEventListener('change', () => choose(byId('customer').value));
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    void choose(byId('identity').value.trim() || identity);
  });
  startSearch(refresh);
  byId('identity').value = identity;
  await act('', async () => {
    await refresh(true);
    return [];
  });
  // A person who comes back from a mail's link in another tab sees its effect at once.
  document.addEventListener('visibilitychange', () => document.hidden || refresh().catch(() => undefined));
  setInterval(() => look().catch(() => undefined), LOOK_EVERY_MS);
};

void start();
