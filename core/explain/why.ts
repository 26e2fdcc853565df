/**
 * Explains one customer: why each message was sent or not, and what is planned next, in both languages.
 * timeline, explanation → [this] → `npm run explain`
 */
import type { Language } from '../message/locale.ts';
import { present } from '../present.ts';
import type { ShownEntry } from '../privacy/shown-timeline.ts';
import type { Text } from '../publish/problem.ts';
import { type Instant, toIso } from '../time/instant.ts';
import { sentenceOf } from './entry-words.ts';
import type { Explanation } from './explain.ts';
import { permissionSentence, plannedSentence, standingSentence } from './plan-words.ts';
import type { Telling } from './telling.ts';

export type Sentence = Readonly<{
  at: string;
  flow?: string;
  step?: string;
  outcome?: string;
  reason?: string;
  text: Text;
}>;

export type Why = Readonly<{
  identity: string;
  /** Where the customer lives, by whose clock the sentences speak. */
  zone: string;
  /** What happened, the oldest first. */
  sentences: readonly Sentence[];
  /** The messages that fall due next, with what holds them back. */
  planned: readonly Readonly<{ at: string; flow: string; step: string; reason?: string; text: Text }>[];
  /** Whether marketing may go out on each channel, and where the customer stands with each flow. */
  stands: readonly Text[];
}>;

type Known = Readonly<{
  timeline: readonly ShownEntry[];
  explanation: Explanation;
  flowNames: Telling['flowNames'];
}>;

export const whyOf = (identity: string, { timeline, explanation, flowNames }: Known): Why => {
  const { zone, at: now, planned, permissions, standings } = explanation;
  const inBoth = (say: (telling: Telling) => string, at: Instant = now): Text => {
    const on = (language: Language) => say({ language, zone, now: at, flowNames });
    return { de: on('de'), en: on('en') };
  };
  return {
    identity,
    zone,
    sentences: timeline.map((entry) => ({
      at: toIso(entry.at),
      ...aboutOf(entry),
      text: inBoth((telling) => sentenceOf(entry, telling), entry.at),
    })),
    planned: planned.map((message) => ({
      at: toIso(message.at),
      ...{ flow: message.flow, step: message.step },
      ...present({ reason: message.withheld ?? message.waits.at(-1)?.reason }),
      text: inBoth((telling) => plannedSentence(message, telling)),
    })),
    stands: [
      ...permissions.map((one) => inBoth((telling) => permissionSentence(one, telling))),
      ...standings
        .map((one) => inBoth((telling) => standingSentence(one, telling) ?? ''))
        .filter(({ en }) => en !== ''),
    ],
  };
};

const aboutOf = (entry: ShownEntry): Omit<Sentence, 'at' | 'text'> => {
  switch (entry.type) {
    case 'event':
    case 'consent':
      return {};
    case 'coupon':
      return { flow: entry.flow, step: entry.step };
    case 'decision':
      return present({ flow: entry.flow, step: entry.step, outcome: entry.what, reason: entry.reason });
    case 'message':
      return present({ flow: entry.flow, step: entry.step, outcome: entry.outcome, reason: entry.reason });
  }
};
