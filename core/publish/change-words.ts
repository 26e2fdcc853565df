/** Tells marketers in words what a publish changed: one sentence for each change, in both languages. */
import type { Wait } from '../time/wait.ts';
import type { Text } from './problem.ts';

export type Change = Readonly<{
  kind: 'flow' | 'template' | 'segment' | 'coupon' | 'settings';
  /** The id of the flow, template, segment or pool; of settings, the path of the setting. */
  id: string;
  step?: string;
  what: 'added' | 'removed' | 'changed';
  from?: string;
  to?: string;
  words: Text;
}>;

export type Kind = Change['kind'];
type About = Pick<Change, 'kind' | 'id' | 'step'>;

export const changed = (about: About, label: Text, [was, is]: readonly [unknown, unknown]): Change => {
  const [from, to] = [shown(was), shown(is)];
  const place = placeOf(about);
  const words = (language: 'de' | 'en', arrow: string): string =>
    `${[place[language], label[language]].filter((part) => part !== '').join(', ')}: ${from}${arrow}${to}.`;
  return {
    ...about,
    what: 'changed',
    from,
    to,
    words: { de: words('de', ' wird '), en: words('en', ' becomes ') },
  };
};

export const reworded = (about: About, label: Text): Change => ({
  ...about,
  what: 'changed',
  words: {
    de: `${placeOf(about).de}, ${label.de}: geändert.`,
    en: `${placeOf(about).en}, ${label.en}: changed.`,
  },
});

export const placeOf = ({ kind, id, step }: About): Text =>
  step === undefined ? named(kind, id) : { de: `„${id}“, Schritt „${step}“`, en: `“${id}”, step “${step}”` };

const NOUNS: Readonly<Record<Kind, Text>> = {
  flow: { de: 'Flow', en: 'Flow' },
  template: { de: 'Vorlage', en: 'Template' },
  segment: { de: 'Segment', en: 'Segment' },
  coupon: { de: 'Gutscheine', en: 'Coupons' },
  settings: { de: 'Einstellung', en: 'Setting' },
};
export const named = (kind: Kind, id: string): Text => ({
  de: `${NOUNS[kind].de} „${id}“`,
  en: `${NOUNS[kind].en} “${id}”`,
});
export const added = (kind: Kind, id: string): Text => ({
  de: `${named(kind, id).de}: neu.`,
  en: `${named(kind, id).en}: new.`,
});
export const removed = (kind: Kind, id: string): Text => ({
  de: `${named(kind, id).de}: entfällt.`,
  en: `${named(kind, id).en}: gone.`,
});

const SHOWN_CHARS = 120;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** "24h", "3d" and "90m" as files say them; other values as JSON, cut where they are long. */
const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '–';
  if (isWait(value)) return waitText(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
};

const isWait = (value: unknown): value is Wait =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  ['elapsed', 'calendar'].includes(String(value.kind));

const waitText = (wait: Wait): string => {
  if (wait.kind === 'calendar') return `${wait.days}d`;
  if (wait.kind === 'until') return JSON.stringify(wait);
  return wait.ms % HOUR_MS === 0 ? `${wait.ms / HOUR_MS}h` : `${wait.ms / MINUTE_MS}m`;
};

const LABELS: Readonly<Record<string, Text>> = {
  wait: { de: '', en: '' },
  template: { de: 'Vorlage', en: 'template' },
  channel: { de: 'Kanal', en: 'channel' },
  condition: { de: 'Bedingung', en: 'condition' },
  usefulForMs: { de: 'nützlich für', en: 'useful for' },
  timeout: { de: 'wartet höchstens', en: 'waits at most' },
  next: { de: 'danach', en: 'then' },
  kind: { de: 'Art', en: 'kind' },
};
export const labelOf = (key: string): Text => LABELS[key] ?? { de: key, en: key };
