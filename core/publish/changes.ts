/**
 * What one program changes about another, in words for marketers; what means the same is no change.
 * programs → [this] → the report of a publish
 */
import type { CompiledFlow, CompiledStep, CompiledTemplate, Program } from '../program/program.ts';
import { added, type Change, changed, type Kind, labelOf, named, removed, reworded } from './change-words.ts';
import type { Text } from './problem.ts';

export const changesBetween = (before: Program, after: Program): readonly Change[] => [
  ...among('flow', [before.flows, after.flows], flowChanges),
  ...among('template', [before.templates, after.templates], templateChanges),
  ...among('segment', [before.segments ?? {}, after.segments ?? {}], asWhole('segment')),
  ...among('coupon', [before.coupons ?? {}, after.coupons ?? {}], asWhole('coupon')),
  ...settingChanges(before, after),
];

type Pair<T> = readonly [T, T];

/** What is only in one of them is added or removed; what is in both is compared. */
const among = <T>(
  kind: Kind,
  [before, after]: Pair<Readonly<Record<string, T>>>,
  compare: (id: string, pair: Pair<T>) => readonly Change[],
): readonly Change[] =>
  idsIn(before, after).flatMap((id): readonly Change[] => {
    const [was, is] = [ownIn(before, id), ownIn(after, id)];
    if (was === undefined) return [{ kind, id, what: 'added', words: added(kind, id) }];
    if (is === undefined) return [{ kind, id, what: 'removed', words: removed(kind, id) }];
    return compare(id, [was, is]);
  });

const idsIn = (...all: readonly object[]): readonly string[] => [
  ...new Set(all.flatMap((one) => Object.keys(one))),
];

const ownIn = <T>(of: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(of, id) ? of[id] : undefined;

const asWhole =
  (kind: Kind) =>
  <T>(id: string, [was, is]: Pair<T>): readonly Change[] =>
    same(was, is)
      ? []
      : [
          {
            kind,
            id,
            what: 'changed',
            words: { de: `${named(kind, id).de} ist geändert.`, en: `${named(kind, id).en} is changed.` },
          },
        ];

/** How a flow runs, in the order in which a file says it. */
const PARTS: readonly (readonly [keyof CompiledFlow, Text])[] = [
  ['name', { de: 'Name', en: 'name' }],
  ['status', { de: 'Status', en: 'status' }],
  ['priority', { de: 'Vorrang', en: 'priority' }],
  ['purpose', { de: 'Zweck', en: 'purpose' }],
  ['topic', { de: 'Thema', en: 'topic' }],
  ['trigger', { de: 'Auslöser', en: 'trigger' }],
  ['audience', { de: 'Zielgruppe', en: 'audience' }],
  ['reentry', { de: 'Wiedereintritt', en: 're-entry' }],
  ['exitOn', { de: 'Ende bei', en: 'ends on' }],
  ['exitOnAny', { de: 'Ende bei, auch anderer Bestellung', en: 'ends on, also of another order' }],
  ['goal', { de: 'Ziel', en: 'goal' }],
  ['holdout', { de: 'Kontrollgruppe in Prozent', en: 'holdout in per cent' }],
  ['holdoutUntil', { de: 'Kontrollgruppe bis', en: 'holdout until' }],
  ['onEdit', { de: 'wer schon darin ist', en: 'who is inside already' }],
];

const flowChanges = (id: string, [was, is]: Pair<CompiledFlow>): readonly Change[] => [
  ...PARTS.flatMap(([part, label]) => {
    const pair = [partOf(was, part), partOf(is, part)] as const;
    return same(...pair) ? [] : [changed({ kind: 'flow', id }, label, pair)];
  }),
  ...stepChanges(id, [was, is]),
];

/** Since when a trigger is waited for is no part of what it says. */
const partOf = (flow: CompiledFlow, part: keyof CompiledFlow): unknown => {
  if (part !== 'trigger') return flow[part];
  const { seq: _seq, from: _from, ...trigger } = flow.trigger;
  return trigger;
};

const stepChanges = (id: string, [{ steps: old }, { steps: fresh }]: Pair<CompiledFlow>): readonly Change[] =>
  idsIn(old, fresh).flatMap((step): readonly Change[] => {
    const [was, is] = [ownIn(old, step), ownIn(fresh, step)];
    const about = { kind: 'flow', id, step } as const;
    const place = { de: `„${id}“, Schritt „${step}“`, en: `“${id}”, step “${step}”` };
    if (was === undefined)
      return [{ ...about, what: 'added', words: { de: `${place.de}: neu.`, en: `${place.en}: new.` } }];
    if (is === undefined)
      return [
        { ...about, what: 'removed', words: { de: `${place.de}: entfällt.`, en: `${place.en}: gone.` } },
      ];
    return idsIn(was, is)
      .filter((key) => key !== 'id' && !same(at(was, key), at(is, key)))
      .filter((key) => !isOnlyNeighbour(key, [was, is], [old, fresh]))
      .map((key) => changed(about, labelOf(key), [at(was, key), at(is, key)]));
  });

const at = (step: CompiledStep, key: string): unknown => (step as Readonly<Record<string, unknown>>)[key];

/** A step that only leads elsewhere because what followed is gone, or something new follows, is unchanged. */
const isOnlyNeighbour = (
  key: string,
  [was, is]: Pair<CompiledStep>,
  [old, fresh]: Pair<CompiledFlow['steps']>,
): boolean => {
  if (!['next', 'yes', 'no', 'otherwise'].includes(key)) return false;
  const [before, now] = [at(was, key), at(is, key)];
  const isGone = typeof before === 'string' && !Object.hasOwn(fresh, before);
  return isGone || (typeof now === 'string' && !Object.hasOwn(old, now));
};

const templateChanges = (id: string, [was, is]: Pair<CompiledTemplate>): readonly Change[] => [
  ...idsIn(was.locales, is.locales).flatMap((locale) => {
    const [old, fresh] = [was.locales, is.locales].map((of) => of[locale as 'de' | 'en']);
    const about = { kind: 'template', id } as const;
    const label = (de: string, en: string): Text => ({ de: `${locale}, ${de}`, en: `${locale}, ${en}` });
    if (!old || !fresh)
      return [changed(about, label('Sprache', 'language'), [old && locale, fresh && locale])];
    return [
      ...(old.subject === fresh.subject
        ? []
        : [changed(about, label('Betreff', 'subject'), [old.subject, fresh.subject])]),
      ...(same({ ...old, subject: '' }, { ...fresh, subject: '' })
        ? []
        : [reworded(about, label('Text', 'text'))]),
    ];
  }),
  ...(same(was.whatsapp, is.whatsapp)
    ? []
    : [reworded({ kind: 'template', id }, { de: 'WhatsApp', en: 'WhatsApp' })]),
];

const settingChanges = ({ settings: before }: Program, { settings: after }: Program): readonly Change[] => {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => !same(was.get(path), is.get(path)))
    .map((path) =>
      changed({ kind: 'settings', id: path }, { de: '', en: '' }, [was.get(path), is.get(path)]),
    );
};

/** Every setting by its path; a list is one setting, and null is switched off like an absent one. */
const leavesOf = (value: unknown, path = ''): ReadonlyMap<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(
        Object.entries(value).flatMap(([key, inner]) => [
          ...leavesOf(inner, path === '' ? key : `${path}.${key}`),
        ]),
      )
    : new Map([[path, value ?? undefined]]);

/** Equal whatever the order of keys; a key without a value is an absent one. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};
