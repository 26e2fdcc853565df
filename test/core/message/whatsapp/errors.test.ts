/** Meta's error codes, and the outcome of the message that got them. */
import { describe, expect, it } from 'vitest';
import { failureOf, refusalOf } from '../../../../core/message/whatsapp/errors.ts';

describe('a refusal at the call', () => {
  it.each([
    [131_026, { kind: 'final', reason: 'rejected' }],
    [131_047, { kind: 'final', reason: 'whatsapp-window' }],
    [131_049, { kind: 'final', reason: 'provider-cap' }],
    [131_050, { kind: 'final', reason: 'no-legal-basis', optOut: true }],
    [132_001, { kind: 'final', reason: 'template-missing' }],
    [130_429, { kind: 'later' }],
    [131_056, { kind: 'later' }],
    [131_048, { kind: 'later', slow: true }],
    [131_042, { kind: 'later', slow: true }],
    [131_031, { kind: 'later', slow: true }],
    [368, { kind: 'later', slow: true }],
    [190, { kind: 'later', slow: true }],
    [131_000, { kind: 'unclear' }],
  ])('%i is understood', (code, refusal) => {
    expect(refusalOf(code)).toEqual(refusal);
  });

  it.each([
    [400, { kind: 'final', reason: 'rejected' }],
    [401, { kind: 'later', slow: true }],
    [408, { kind: 'unclear' }],
    [429, { kind: 'later' }],
    [503, { kind: 'unclear' }],
  ])('with a code nobody knows goes by the status %i', (status, refusal) => {
    expect(refusalOf(999_999, status)).toEqual(refusal);
    expect(refusalOf(undefined, status)).toEqual(refusal);
  });
});

describe('a message that WhatsApp accepted and then gave up', () => {
  it('has failed for good, whatever the cause', () => {
    expect(failureOf(131_049)).toEqual({ reason: 'provider-cap', optOut: false });
    expect(failureOf(131_050)).toEqual({ reason: 'no-legal-basis', optOut: true });
    expect(failureOf(131_042)).toEqual({ reason: 'rejected', optOut: false });
    expect(failureOf(undefined)).toEqual({ reason: 'rejected', optOut: false });
  });
});
