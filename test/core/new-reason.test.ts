/**
 * A new reason code is one entry in core/reason.ts: with an invented one, inputs and ledger carry it, a step
 * knows whether its second channel may be used, and timelines show it in words.
 */
import { expect, test, vi } from 'vitest';
import { rowOf } from '../../adapters/dynamodb/ledger-row.ts';
import { isOfTheChannel } from '../../core/decide/steps/fallback.ts';
import { sentenceOf } from '../../core/explain/entry-words.ts';
import { REASON_CODES, REASONS, type ReasonCode } from '../../core/reason.ts';
import { inputSchema } from '../../core/state/input-schema.ts';

vi.mock('../../core/reason.ts', async () => {
  const { changed } = await import('../support/one-line.ts');
  const entry = "'tea-is-cold': { de: 'Der Tee ist kalt.', en: 'The tea is cold.', ofChannel: true },";
  return changed('core/reason.ts', [['const TABLE = {', `const TABLE = {\n  ${entry}`]]);
});

const message = JSON.stringify({
  messageId: 'm',
  profileId: '1a',
  flow: 'f',
  step: 's',
  entryId: 'e',
  channel: 'email',
  purpose: 'marketing',
  template: 't',
  seq: 1,
  since: 0,
  decidedAt: 0,
  dueAt: 0,
  usefulUntil: 0,
});

const outcome = {
  kind: 'outcome',
  inputId: 'i',
  profileId: '1a',
  receivedAt: 0,
  messageId: 'm',
  flow: 'f',
  step: 's',
  entryId: 'e',
  outcome: 'skipped',
  reason: 'tea-is-cold',
  dueAt: 0,
};

test('an input and a row of the ledger may carry it, but no word that is not among the codes', () => {
  const row = (reason: string) =>
    rowOf({
      phase: 'settled',
      outcome: 'skipped',
      reason: reason,
      message: message,
    });
  expect(row('tea-is-cold')).toMatchObject({ outcome: 'skipped', reason: 'tea-is-cold' });
  expect(row('tea-is-warm')).not.toHaveProperty('reason');
  expect(inputSchema.parse(outcome)).toEqual(outcome);
  expect(inputSchema.safeParse({ ...outcome, reason: 'tea-is-warm' }).success).toBe(false);
});

test('a step knows whether its second channel may do', () => {
  expect(REASON_CODES.filter(isOfTheChannel)).toContain('tea-is-cold');
});

test('timelines tell it in words', () => {
  const entry = {
    type: 'message',
    at: 0,
    messageId: 'm1',
    flow: 'f',
    step: 'tea',
    channel: 'email',
    outcome: 'skipped',
    reason: 'tea-is-cold' as ReasonCode,
  } as const;
  const telling = { zone: 'UTC', now: 0, flowNames: {} };
  expect(sentenceOf(entry, { ...telling, language: 'en' })).toBe(
    'The mail “tea” was withheld. The tea is cold.',
  );
});

test('every code has words in both languages', () => {
  const sentence = /^\p{Lu}.{10,}\.$/u;
  const lacking = REASON_CODES.filter(
    (code) => !sentence.test(REASONS[code].de) || !sentence.test(REASONS[code].en),
  );
  expect(lacking).toEqual([]);
});
