/**
 * What an onlooker writes down while the world runs: who was answered when, what left, and what had been read
 * before it left. No engine in here.
 */
import type { Content } from './content.ts';
import { createTold } from './dialects/dialect.ts';
import type { ChoiceHappening } from './happening.ts';
import { createHoldWatch } from './hold-watch.ts';
import type { Call } from './sdk-call.ts';
import { createTimerWatch } from './timer-watch.ts';
import { aboutOf, type Task } from './turns.ts';
import { createWriteWatch } from './write-watch.ts';

/** Order of everything that happened: rises with every call and every answer. */
export type Tick = number;
export type Moment = Readonly<{ tick: Tick; at: number }>;

export type SentMail = Moment &
  Readonly<{
    messageId: string;
    providerId: string;
    profileId: string;
    to: string;
    channel: 'email' | 'whatsapp';
    flow: string;
    step: string;
    from: string;
    /** Of a WhatsApp message its text. */
    html: string;
    headers: Readonly<Record<string, string>>;
    /** Whether an input of this profile lay in the dead letters, untouched. */
    held: boolean;
    /**
     * When the sender had last read, and read after everything else, what may stop the mail; the call itself
     * where it had not.
     */
    read: Moment;
  }>;

/** Tried for the first time, answered, and tried for the last time. */
export type Erased = Readonly<{
  customer: number;
  address: string;
  /** It named the customer's number, and not the address. */
  byNumber?: boolean;
  /** The number that it named, which a relative may have too. */
  number?: string;
  first: Moment;
  answered?: Readonly<{ begun: Moment; ended: Moment }>;
  last: Moment;
}>;

/** What became of a message, once whoever told it was answered. */
export type Feedback = Moment &
  Readonly<{ messageId: string; address: string; outcome: 'bounced' | 'complained' | 'clicked' }>;

/**
 * A press of the button in a mail, from its first try; `refused` where the page said that it counts no more.
 */
export type Confirmed = Readonly<{ address: string; mail: SentMail; first: Moment; refused?: boolean }>;

/** What a customer wrote by WhatsApp. */
export type Word = Readonly<{
  id: string;
  customer: number;
  phone: string;
  word: 'reply' | 'stop' | 'start';
  at: number;
  first: Moment;
  answered?: Moment;
}>;

/** In the preference centre. */
export type Choice = Readonly<{
  customer: number;
  address: string;
  happening: ChoiceHappening;
  first: Moment;
  answered?: Moment;
}>;

export type Witness = ReturnType<typeof createWitness>;

type Reading = { gate?: Moment; letter?: Moment };

export const createWitness = (now: () => number) => {
  let tick: Tick = 0;
  const mails: SentMail[] = [];
  const told = createTold();
  const queued = new Set<string>();
  const kept = new Set<string>();
  /** `answered` for the first time, and for the `last`, where it was told again. */
  const doors = new Map<string, { firstTry: Moment; answered?: Moment; last?: Moment }>();
  const applied = new Map<string, { first: Moment; last: Moment }>();
  const published: (Moment & Readonly<{ content: Content; seq: number }>)[] = [];
  const unsubscribed: (Moment & Readonly<{ address: string }>)[] = [];
  const stopped: (Moment & Readonly<{ address: string; by: 'bounce' | 'complaint' }>)[] = [];
  const feedback: Feedback[] = [];
  const erasures: Erased[] = [];
  const confirmed: Confirmed[] = [];
  const words: Word[] = [];
  /** Messages that had left and of which Meta then told that they failed. */
  const failed = new Set<string>();
  const choices: Choice[] = [];
  const exports: (Moment & Readonly<{ customer: number; text: string }>)[] = [];
  /** What was sent again by somebody who had listened, and was taken in. */
  const replayed: (Moment & Readonly<{ of: string }>)[] = [];
  /** Each time a sender begins: whose inputs, by their queue group, had not been worked off by then. */
  const lulls: (Moment & Readonly<{ busy: readonly string[] }>)[] = [];
  const problems: { invariant: string; text: string; customer?: number }[] = [];
  const woken = new Map<string, number>();
  /** Overdue, and not driven again or not reported. */
  const neglected: Readonly<{ profileId: string; text: string }>[] = [];
  /** When something went wrong with a call, in order of time. */
  const troubles: number[] = [];
  const thawedTimers: number[] = [];
  const readings = new Map<string, Reading>();
  const watchers = new Map<string, () => void>();
  const callings: Readonly<{ task: Task; messageId: string }>[] = [];
  const timers = createTimerWatch(now);
  const holds = createHoldWatch(now);
  const writes = createWriteWatch(now);

  const moment = (): Moment => {
    tick += 1;
    return { tick, at: now() };
  };
  const reading = (task: Task, profileId: string): Reading => {
    const key = `${task.id} ${profileId}`;
    const known = readings.get(key) ?? {};
    readings.set(key, known);
    return known;
  };
  const wake = (profileId: string): void => {
    const act = watchers.get(profileId);
    watchers.delete(profileId);
    act?.();
  };
  /** Does it once, as soon as a sender has begun to work on a mail for this profile. */
  const whenSending = (profileId: string, act: () => void): void => void watchers.set(profileId, act);
  /** Before a call is carried out. */
  const seen = (task: Task, call: Call): void => {
    const here = moment();
    holds.seen(task, call);
    if (!['send-email', 'send-whatsapp'].includes(task.name) || call.service !== 'dynamodb') return;
    if (call.text.includes('SET phase = :calling'))
      callings.push({ task, messageId: /"message#([^"]+)"/.exec(call.text)?.[1] ?? '' });
    const kind = readingKind(call);
    for (const [, id = ''] of call.text.matchAll(/profile#([0-9a-v]{26})/g)) {
      wake(id);
      if (kind) reading(task, id)[kind] = here;
    }
  };
  /** After a call was carried out, whether or not the caller hears of it. */
  const done = (task: Task, call: Call): void => {
    holds.done(task, call);
    if (call.service === 'sqs') noteQueued(call, { queued, woken, happeningsOf }, now());
    if (call.service === 's3' && call.operation.startsWith('PUT')) kept.add(`${task.name} ${task.about}`);
  };
  const left = (task: Task | undefined, mail: Omit<SentMail, 'read' | 'tick' | 'at'>): void => {
    const here = moment();
    const { gate, letter } = task === undefined ? {} : reading(task, mail.profileId);
    const fresh = gate !== undefined && (letter === undefined || letter.tick < gate.tick);
    mails.push({ ...mail, ...here, read: fresh ? gate : here });
  };
  const { happeningsOf } = told;
  const inputApplied = (eventId: string): void => {
    const here = moment();
    for (const id of happeningsOf(eventId))
      applied.set(id, { first: applied.get(id)?.first ?? here, last: here });
  };
  /**
   * Messages whose sendings had gone as far as the provider's door when a fault befell their process, before
   * or after.
   */
  const troubledMessages = (): ReadonlySet<string> =>
    new Set(callings.flatMap(({ task, messageId }) => (task.troubled ? [messageId] : [])));
  return {
    troubledMessages,
    whenSending,
    moment,
    seen,
    done,
    left,
    inputApplied,
    told,
    happeningsOf,
    mails,
    queued,
    kept,
    holds,
    doors,
    applied,
    published,
    unsubscribed,
    stopped,
    feedback,
    erasures,
    confirmed,
    words,
    failed,
    choices,
    exports,
    replayed,
    lulls,
    problems,
    woken,
    timers,
    writes,
    neglected,
    troubles,
    thawedTimers,
  };
};

/** How `kept` names an invocation that has laid something down in a bucket. */
export const keptBy = (name: string, about: string): string => `${name} ${aboutOf(about)}`;

/** The letter is made from records; what may stop it is read together with gate items. */
const readingKind = ({ operation, text }: Call): keyof Reading | undefined => {
  if (operation === 'GetItem') return text.includes('"t#') ? 'letter' : undefined;
  return operation === 'BatchGetItem' && text.includes('gate#') ? 'gate' : undefined;
};

type Queued = Readonly<{
  queued: Set<string>;
  happeningsOf: (eventId: string) => readonly string[];
  woken: Map<string, number>;
}>;

/** Which events and wakes the input queue has accepted. */
const noteQueued = ({ text }: Call, { queued, woken, happeningsOf }: Queued, at: number): void => {
  for (const match of text.matchAll(/\\"event\\":\{\\"id\\":\\"([^"\\]+)\\"/g))
    for (const id of happeningsOf(match[1] ?? '')) queued.add(id);
  for (const match of text.matchAll(
    /\\"kind\\":\\"wake\\",\\"inputId\\":\\"[^"\\]+\\",\\"profileId\\":\\"([^"\\]+)\\"/g,
  ))
    woken.set(match[1] ?? '', at);
};
