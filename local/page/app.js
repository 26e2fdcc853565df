/** Ties the page together: buttons to the control surface, and what it answers to the parts. */
import * as api from './api.js';
import { showCustomer } from './customer.js';
import { byId, make, setZone, showTime } from './dom.js';
import { showGuide } from './guide.js';
import { openFromTimeline, showMails } from './mailbox.js';
import { startReader } from './reader.js';
import { say, translatePage } from './words.js';

const LOOK_EVERY_MS = 1500;
const FIND_AFTER_MS = 200;
/** So much of what happened meanwhile is read out; the rest stands on the timeline. */
const NEWS_MAX = 4;
const SAMPLES = { 'marle@example.org': 'de', 'sam@example.com': 'en' };

let identity = byId('customer').value;
let shown;
let lastSeen;
let busy = false;

const refresh = async (chosen = false) => {
  const find = byId('words').value.trim();
  shown = await api.readOverview({ customer: identity, find, everybody: byId('everybody').checked });
  setZone(shown.zone);
  showClock(shown.now);
  showCustomers(shown.customers);
  showReport(shown.problems);
  showCustomer(shown.customer, openFromTimeline);
  showGuide(shown.guide, busy);
  return showMails(shown.messages, { all: shown.all, find, chosen });
};

const showClock = (now) => {
  byId('time').textContent = showTime(now);
  byId('time').dateTime = now;
  byId('zone').textContent = `${shown.zone} · ${now.slice(0, 16).replace('T', ' ')} UTC`;
};

/** Whoever has got a message, and whoever was looked for, can be chosen beside the samples. */
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

const tell = (...lines) => {
  byId('status').replaceChildren(...lines.map((text) => make('span', {}, text)));
};

/** One thing at a time, with its answer or its problem in plain sight. */
const act = async (doing, task) => {
  if (busy) return;
  setBusy(true);
  if (doing) tell(doing);
  byId('problem').hidden = true;
  const focused = document.activeElement;
  try {
    tell(...(await task()));
  } catch (error) {
    byId('problem').textContent = error.message;
    byId('problem').hidden = false;
    tell();
  } finally {
    setBusy(false);
    // A button that was out of use for a moment has lost the focus.
    if (focused?.isConnected && document.activeElement === document.body) focused.focus();
  }
};

const setBusy = (value) => {
  busy = value;
  document.documentElement.toggleAttribute('aria-busy', value);
  for (const button of document.querySelectorAll('[data-move]')) button.disabled = value;
  if (!shown) return;
  showCustomers(shown.customers);
  showGuide(shown.guide, busy);
};

/** Moves the clock, and says what happened on the way. */
const move = (how, until) =>
  act(until ? say('workingUntil', { until: showTime(until) }) : say('working'), async () => {
    const before = new Date(shown.now);
    await api.moveClock(how);
    await refresh();
    const news = shown.customer.timeline.filter(({ at, minor }) => new Date(at) > before && !minor);
    const now = showTime(shown.now);
    if (news.length === 0) return [say('noNews', { now })];
    return [
      say('meanwhile', { now }),
      ...news
        .slice(0, NEWS_MAX)
        .reverse()
        .map(({ text }) => text),
    ];
  });

/** With a clock that runs by itself, what was announced may be due by now. */
const waitFor = (to) =>
  new Date(to) > new Date(shown.now) ? move({ to }, to) : move({ advance: '0s' }, undefined);

const sample = (name) =>
  act(say('sending'), async () => {
    await api.sendSample(name, SAMPLES[identity]);
    await refresh();
    return [say(name), name === 'cart-abandoned' ? shown.guide.text : ''];
  });

const answer = (id, said) =>
  act(say('sending'), async () => {
    const { text } = await api.reply(id, said);
    await refresh();
    return [say('answered', { text })];
  });

const choose = (who) => {
  identity = who;
  byId('identity').value = who;
  return act('', async () => {
    await refresh(true);
    return [say('chosen', { who: shown.customer.name || who })];
  });
};

/** Something may have come in from elsewhere; only then the whole page is read anew. */
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

let finding;
/** While somebody types, only the last word counts. */
const findSoon = () => {
  clearTimeout(finding);
  finding = setTimeout(() => refresh().catch(() => undefined), FIND_AFTER_MS);
};

const start = async () => {
  translatePage();
  startReader(answer);
  for (const button of document.querySelectorAll('[data-move]')) {
    const { move: step } = button.dataset;
    button.addEventListener('click', () => move(step === 'next' ? { next: true } : { advance: step }));
  }
  for (const button of document.querySelectorAll('[data-sample]'))
    button.addEventListener('click', () => sample(button.dataset.sample));
  byId('wait').addEventListener('click', () => waitFor(shown.guide.to));
  byId('customer').addEventListener('change', () => choose(byId('customer').value));
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    void choose(byId('identity').value.trim() || identity);
  });
  byId('find').addEventListener('submit', (event) => event.preventDefault());
  byId('words').addEventListener('input', findSoon);
  byId('everybody').addEventListener('change', findSoon);
  byId('identity').value = identity;
  await act('', async () => {
    await refresh(true);
    return [];
  });
  setInterval(() => look().catch(() => undefined), LOOK_EVERY_MS);
};

void start();
