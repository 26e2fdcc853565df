/** An account id that was typed beside an address waits for the shop's word about the account (rule 10). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import {
  answerHints,
  elsewhereInput,
  hintedAccount,
  hintInput,
} from '../../../core/decide/person/account-hints.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Known, Profile } from '../../../core/state/profile.ts';
import { rules } from '../../support/heard.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const ACCOUNT = 'standard:7';
const account = (by?: Known['by']): Known => ({ kind: 'customer', value: ACCOUNT, ...(by ? { by } : {}) });
const hinted = (by: string, at = START) => hintInput('2seven', { account: ACCOUNT, by, at });
const elsewhere = (at = START) => elsewhereInput('1mina', { account: ACCOUNT, at });

describe('an account that the shop has not told about', () => {
  it('remembers beside whose addresses it was typed, each once', () => {
    const profile = hintedAccount('2seven', { account: ACCOUNT, beside: ['1mina'] }, START);
    const twice = decide(profile, hinted('1ole'), rules, START).state as Profile;
    const again = decide(twice, { ...hinted('1mina'), inputId: 'again' }, rules, START);
    expect(again.changed).toBe(true);
    expect(again.effects).toEqual([]);
    expect(again.state).toMatchObject({
      id: '2seven',
      hints: { account: ACCOUNT, beside: ['1mina', '1ole'] },
    });
  });

  it('begins to remember with the first of them', () => {
    expect(decide(undefined, hinted('1mina'), rules, START)).toMatchObject({
      changed: true,
      effects: [],
      state: { identities: [], hints: { account: ACCOUNT, beside: ['1mina'] } },
    });
  });

  it('remembers the newest of very many', () => {
    const beside = Array.from({ length: LIMITS.hintsPerAccount }, (_, index) => `1p${index}`);
    const profile = hintedAccount('2seven', { account: ACCOUNT, beside }, START);
    const { state } = decide(profile, hinted('1mina'), rules, START);
    expect(state).toMatchObject({ hints: { beside: [...beside.slice(1), '1mina'] } });
  });

  it('remembers nobody from before its erasure', () => {
    const erased = knownAs('2seven', { erasedAt: START });
    expect(decide(erased, hinted('1mina', START), rules, START + 1).changed).toBe(false);
    expect(decide(erased, hinted('1mina', START + 1), rules, START + 1).changed).toBe(true);
  });
});

describe('the owner of an account', () => {
  const owner = knownAs('1owner', { identities: [account('account')] });

  it('answers at once whoever typed it, and remembers nobody', () => {
    const { effects, state } = decide(owner, hinted('1mina', START - 5), rules, START);
    expect(effects).toEqual([
      {
        kind: 'forward',
        id: elsewhere().inputId,
        input: elsewhereInput('1mina', { account: ACCOUNT, at: START }),
      },
    ]);
    expect(state).not.toHaveProperty('hints');
  });

  it('does not answer where the owner typed it', () => {
    expect(decide(owner, hinted('1owner'), rules, START).effects).toEqual([]);
  });

  it.each([
    ['an account that was only typed there as well', [account()]],
    ['another account', [{ ...account('account'), value: 'standard:8' }]],
    ['another identity of that value', [{ ...account('account'), kind: 'anonymous' as const }]],
  ])('is nobody who has %s', (_what, identities) => {
    const { effects, state } = decide(knownAs('2seven', { identities }), hinted('1mina'), rules, START);
    expect(effects).toEqual([]);
    expect(state).toMatchObject({ hints: { beside: ['1mina'] } });
  });

  it('may have other identities beside it', () => {
    const identities = [{ kind: 'email', value: 'a@example.org' } as const, account('account')];
    expect(decide(knownAs('1owner', { identities }), hinted('1mina'), rules, START).effects).toHaveLength(1);
  });
});

describe('whoever typed an account', () => {
  const mail: Known = { kind: 'email', value: 'mina@example.org' };
  const told = (identities: readonly Known[], at = START) =>
    decide(knownAs('1mina', { identities }), elsewhere(at), rules, START);

  it('hears that it is somebody else’s, and keeps everything else', () => {
    const { changed, state, effects } = told([mail, account()]);
    expect(changed).toBe(true);
    expect(effects).toEqual([]);
    expect(state).toMatchObject({ identities: [mail, account('other')] });
  });

  it.each([
    ['the shop has said that it is theirs', [mail, account('account')]],
    ['they have heard it before', [account('other')]],
    ['they never typed it', [mail, { ...account(), value: 'standard:8' }]],
    ['only another identity has that value', [{ ...account(), kind: 'anonymous' as const }]],
  ])('hears nothing new where %s', (_what, identities) => {
    expect(told(identities)).toMatchObject({ changed: false, effects: [] });
  });

  it('hears nothing that is older than their erasure', () => {
    const profile = knownAs('1mina', { identities: [account()], erasedAt: START });
    expect(decide(profile, elsewhere(START), rules, START + 1).changed).toBe(false);
  });

  it('is told by the account, unless they own it', () => {
    const hints = { account: ACCOUNT, beside: ['1mina', '1owner', '1ole'] };
    const inputs = answerHints(hints, { into: '1owner', at: START }).map(
      (effect) => effect.kind === 'forward' && effect.input,
    );
    expect(inputs).toEqual(
      ['1mina', '1ole'].map((id) => elsewhereInput(id, { account: ACCOUNT, at: START })),
    );
  });
});
