/** What a stored ledger row says, also one that an older or a newer version wrote. */
import { describe, expect, it } from 'vitest';
import { rowOf } from '../../../adapters/dynamodb/ledger-row.ts';
import { customerOf, START } from '../../support/sending.ts';

describe('a stored row', () => {
  const json = JSON.stringify(customerOf('jette').message);
  const paid = { costMicros: 7, costCurrency: 'EUR', costMonth: '2026-11' };

  it('is none without its message or with a phase that nobody knows', () => {
    expect(rowOf({})).toBeUndefined();
    expect(rowOf({ phase: 'calling' })).toBeUndefined();
    expect(rowOf({ message: json })).toBeUndefined();
    expect(rowOf({ phase: 'thinking', message: json })).toBeUndefined();
    for (const phase of ['claimed', 'calling', 'released', 'settled'])
      expect(rowOf({ phase, message: json })).toMatchObject({ phase, messageId: 'message-jette' });
  });

  it('knows what was paid for the message only where all of it is there', () => {
    expect(rowOf({ phase: 'calling', message: json, ...paid })?.payment).toEqual({
      micros: 7,
      currency: 'EUR',
      month: '2026-11',
    });
    for (const part of ['costMicros', 'costCurrency', 'costMonth'])
      expect(rowOf({ phase: 'calling', message: json, ...paid, [part]: undefined })?.payment).toBeUndefined();
  });

  it('has the feedback that is known, and what a newer version tells changes nothing', () => {
    const told = { thought: START, 'soft-bounced': START } as object;
    const row = rowOf({ phase: 'settled', message: json, outcome: 'sent', reason: 'new', feedback: told });
    expect(row).toMatchObject({ outcome: 'bounced', feedback: { 'soft-bounced': START } });
    expect(Object.keys(row?.feedback ?? {})).toEqual(['soft-bounced']);
    expect(rowOf({ phase: 'calling', message: json, outcome: 'thought', feedback: {} })).toEqual({
      messageId: 'message-jette',
      profileId: '1jette',
      phase: 'calling',
      message: customerOf('jette').message,
    });
  });
});
