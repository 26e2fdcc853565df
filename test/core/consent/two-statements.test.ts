/** Of two statements about consent: which one counts, what is kept of the other, and what a merge makes of both (rules 10 and 11). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resumedConsent, withEndedBasis } from '../../../core/consent/app-preference.ts';
import { asKept, mergeConsent, onlyWithdrawal, stricterConsent } from '../../../core/consent/consent.ts';
import type { Consent } from '../../../core/state/consent.ts';

type More = Partial<Consent>;
const given = (at: number, more: More = {}): Consent => ({
  state: 'given',
  basis: 'double-opt-in',
  at,
  ...more,
});
const single = (at: number): Consent => given(at, { basis: 'single-opt-in' });
const requested = (at: number, more: More = {}): Consent => ({ state: 'requested', at, ...more });
const withdrawn = (at: number, more: More = {}): Consent => ({ state: 'withdrawn', at, ...more });
const heard = (...[first, ...rest]: readonly Consent[]): Consent | undefined =>
  rest.reduce(mergeConsent, first && mergeConsent(undefined, first));
const ahead = (statedAt: number, source = 'standard') => ({ said: { source, statedAt } });

describe('a statement', () => {
  it('that is the first one counts as it is, and a withdrawal is remembered as one', () => {
    expect(heard(given(5))).toEqual(given(5));
    expect(heard(requested(5))).toEqual(requested(5));
    expect(heard(withdrawn(5))).toEqual({ ...withdrawn(5), withdrawnAt: 5 });
  });

  it('that grants after a withdrawal counts, and the withdrawal is remembered', () => {
    expect(heard(withdrawn(5), given(6))).toEqual({ ...given(6), withdrawnAt: 5 });
    expect(heard(given(6), withdrawn(5))).toEqual({ ...given(6), withdrawnAt: 5 });
  });

  it('that withdraws counts with its own evidence, from the same moment on', () => {
    const left = withdrawn(5, { source: 'footer' });
    for (const at of [4, 5]) expect(heard(given(at), left)).toEqual({ ...left, withdrawnAt: 5 });
    expect(heard(left, given(5))).toEqual({ ...left, withdrawnAt: 5 });
  });

  it('that withdraws earlier than another does not move it', () => {
    expect(heard(withdrawn(5), withdrawn(3))?.withdrawnAt).toBe(5);
    expect(heard(withdrawn(3), withdrawn(5))?.withdrawnAt).toBe(5);
    expect(heard(withdrawn(3), given(4), withdrawn(2))).toMatchObject({ state: 'given', withdrawnAt: 3 });
  });

  it('that asks takes away no grant, and counts after a withdrawal', () => {
    expect(heard(single(1), requested(5))).toEqual(single(1));
    expect(heard(withdrawn(5), requested(7))).toEqual({ ...requested(7), withdrawnAt: 5 });
    expect(heard(withdrawn(5), requested(5))?.state).toBe('withdrawn');
  });

  it('that was asked for counts from its asking, so that an old link lifts no later withdrawal', () => {
    expect(heard(withdrawn(5), given(9, { requestedAt: 4 }))?.state).toBe('withdrawn');
    expect(heard(withdrawn(5), given(9, { requestedAt: 5 }))?.state).toBe('withdrawn');
    expect(heard(withdrawn(5), given(9, { requestedAt: 6 }))?.state).toBe('given');
    expect(heard(given(9, { requestedAt: 4 }), withdrawn(5))?.state).toBe('withdrawn');
  });

  it('that grants answers a request, whichever is older, unless a withdrawal stands between', () => {
    expect(heard(requested(5), single(4))).toEqual(single(4));
    expect(heard(withdrawn(3), requested(5), single(3))?.state).toBe('requested');
    expect(heard(withdrawn(3), requested(5), single(4))?.state).toBe('given');
  });

  it('that grants more strongly is kept, whichever came first', () => {
    expect(heard(given(1), single(5))).toEqual(given(1));
    expect(heard(single(5), given(1))).toEqual(given(1));
    expect(heard(withdrawn(3), single(5), given(3))).toEqual({ ...single(5), withdrawnAt: 3 });
    expect(heard(withdrawn(3), single(5), given(2))).toEqual({ ...single(5), withdrawnAt: 3 });
    expect(heard(withdrawn(3), single(5), given(4))).toEqual({ ...given(4), withdrawnAt: 3 });
  });

  it('that grants in the same way again renews, and at the same moment changes nothing', () => {
    expect(heard(single(1), single(5))).toEqual(single(5));
    expect(heard(given(5, { source: 'first' }), given(5, { source: 'second' }))?.source).toBe('first');
  });
});

describe('two statements of one sender whose clock ran ahead', () => {
  const sent = (statedAt: number) => ahead(statedAt);

  it('go by its own times, although both count from their receipt', () => {
    expect(heard(withdrawn(5, sent(20)), given(5, sent(21)))).toEqual({
      ...given(5, sent(21)),
      withdrawnAt: 5,
      withdrawnSaid: sent(20).said,
    });
    expect(heard(given(5, sent(20)), withdrawn(5, sent(21)))?.state).toBe('withdrawn');
    expect(heard(withdrawn(5, sent(21)), given(6, sent(20)))).toMatchObject({ state: 'withdrawn', at: 5 });
  });

  it('go by their receipt where the other is somebody else’s', () => {
    expect(heard(withdrawn(5, sent(21)), given(6, ahead(7, 'shopify')))?.state).toBe('given');
    expect(heard(withdrawn(5, sent(21)), given(6))?.state).toBe('given');
  });

  it('leave of two withdrawals the one that was made last', () => {
    const last = { withdrawnAt: 5, withdrawnSaid: sent(30).said };
    expect(heard(withdrawn(5, sent(30)), withdrawn(5, sent(20)))).toMatchObject(last);
    expect(heard(withdrawn(5, sent(20)), withdrawn(5, sent(30)))).toMatchObject(last);
  });

  it('are kept with that clock only where it was another than ours', () => {
    const consent = given(5, { ...sent(5), withdrawnAt: 3, withdrawnSaid: sent(3).said });
    expect(asKept(consent)).toEqual(given(5, { withdrawnAt: 3 }));
    const told = given(5, { ...sent(9), withdrawnAt: 3, withdrawnSaid: sent(4).said });
    expect(asKept(told)).toEqual(told);
    const left = given(5, { ...sent(5), withdrawnAt: 3, withdrawnSaid: sent(4).said });
    expect(asKept(left)).toEqual(left);
  });

  it('are compared by their sender’s clock again, where only one of them ran ahead of ours', () => {
    const heardAndKept = (...words: readonly Consent[]): Consent | undefined =>
      words.reduce<Consent | undefined>((kept, word) => asKept(mergeConsent(kept, word)), undefined);
    const [agreed, left] = [given(5, sent(9)), withdrawn(6, sent(6))];
    for (const again of [agreed, left, given(9, sent(9))])
      expect(heardAndKept(agreed, left, again)).toMatchObject({ state: 'given', withdrawnAt: 6 });
    const [gone, before] = [withdrawn(5, sent(9)), given(6, sent(6))];
    for (const again of [gone, before, withdrawn(9, sent(9))])
      expect(heardAndKept(gone, before, again)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('what counts of a consent for another address', () => {
  it('is the withdrawal and nothing of the grant', () => {
    const proof = { ip: '192.0.2.0' };
    const consent = given(9, { withdrawnAt: 5, requestedAt: 8, proof, source: 'form' });
    expect(onlyWithdrawal(consent)).toEqual(withdrawn(5, { withdrawnAt: 5, source: 'form' }));
  });

  it('is dated by the clock of whoever withdrew', () => {
    const consent = given(9, { ...ahead(99), withdrawnAt: 5, withdrawnSaid: ahead(50).said });
    expect(onlyWithdrawal(consent)).toEqual(
      withdrawn(5, { ...ahead(50), withdrawnAt: 5, withdrawnSaid: ahead(50).said }),
    );
  });

  it('is nothing where nobody withdrew', () => {
    expect(onlyWithdrawal(given(9))).toBeUndefined();
    expect(onlyWithdrawal(undefined)).toBeUndefined();
  });
});

describe('of two profiles that become one', () => {
  it('whatever only one of them says holds', () => {
    expect(stricterConsent(given(5), undefined)).toEqual(given(5));
    expect(stricterConsent(undefined, withdrawn(5))).toEqual(withdrawn(5));
  });

  it('a withdrawal holds unless a grant for that address is later, whoever of the two made which', () => {
    const left = { ...withdrawn(5), withdrawnAt: 5 };
    for (const at of [4, 5]) {
      expect(stricterConsent(left, given(at))?.state).toBe('withdrawn');
      expect(stricterConsent(given(at), left)?.state).toBe('withdrawn');
    }
    expect(stricterConsent(left, given(6))).toEqual({ ...given(6), withdrawnAt: 5 });
    expect(stricterConsent(given(6), left)).toEqual({ ...given(6), withdrawnAt: 5 });
  });

  it('the newer of two grants holds, and of the same moment that of the survivor', () => {
    expect(stricterConsent(single(1), single(5))).toEqual(single(5));
    expect(stricterConsent(single(5), single(1))).toEqual(single(5));
    const [own, theirs] = [given(5, { source: 'own' }), given(5, { source: 'theirs' })];
    expect(stricterConsent(own, theirs)?.source).toBe('own');
  });

  it('it makes no difference which of them survives, for what may be sent', () => {
    const consent = fc.record({
      state: fc.constantFrom('given' as const, 'requested' as const, 'withdrawn' as const),
      at: fc.integer({ min: 1, max: 6 }),
    });
    const stated = (one: { state: Consent['state']; at: number }): Consent =>
      mergeConsent(undefined, { ...one, ...(one.state === 'given' ? { basis: 'double-opt-in' } : {}) });
    fc.assert(
      fc.property(consent, consent, (a, b) => {
        const [one, other] = [stricterConsent(stated(a), stated(b)), stricterConsent(stated(b), stated(a))];
        expect([one?.state, one?.withdrawnAt]).toEqual([other?.state, other?.withdrawnAt]);
      }),
    );
  });
});

describe('the switch in the WhatsApp app', () => {
  const app = { source: 'whatsapp preference' };
  const off = withdrawn(5, { ...app, withdrawnAt: 5, basis: 'double-opt-in' });

  it('remembers the basis of the consent that it ended, also where it is switched off twice', () => {
    expect(withEndedBasis(given(1), withdrawn(5, app))).toEqual({
      ...withdrawn(5, app),
      basis: 'double-opt-in',
    });
    expect(withEndedBasis(off, withdrawn(6, app)).basis).toBe('double-opt-in');
  });

  it('remembers none where it ended none', () => {
    expect(withEndedBasis(undefined, withdrawn(5, app))).toEqual(withdrawn(5, app));
    expect(withEndedBasis(requested(1, { basis: 'double-opt-in' }), withdrawn(5, app))).toEqual(
      withdrawn(5, app),
    );
    const stopped = withdrawn(4, { source: 'whatsapp keyword', basis: 'double-opt-in' });
    expect(withEndedBasis(stopped, withdrawn(5, app))).toEqual(withdrawn(5, app));
  });

  it('is the only thing that remembers one', () => {
    expect(withEndedBasis(given(1), withdrawn(5, { source: 'form' }))).not.toHaveProperty('basis');
    expect(withEndedBasis(given(1), { state: 'given', at: 5, ...app })).toEqual({
      state: 'given',
      at: 5,
      ...app,
    });
  });

  it('on again gives back a double opt-in that it had ended, and nothing else', () => {
    const on: Consent = { state: 'given', at: 6, ...app };
    expect(resumedConsent(off, on)).toEqual({ ...on, basis: 'double-opt-in' });
    expect(resumedConsent({ ...off, basis: 'single-opt-in' }, on)).toBeUndefined();
    expect(resumedConsent({ ...off, source: 'whatsapp keyword' }, on)).toBeUndefined();
    expect(resumedConsent(given(5, app), on)).toBeUndefined();
    expect(resumedConsent(undefined, on)).toBeUndefined();
  });

  it('on again counts only after the latest withdrawal', () => {
    const on = (at: number): Consent => ({ state: 'given', at, ...app });
    expect(resumedConsent(off, on(5))).toBeUndefined();
    expect(resumedConsent({ ...off, withdrawnAt: 9 }, on(9))).toBeUndefined();
    expect(resumedConsent({ ...off, withdrawnAt: 9 }, on(10))).toBeDefined();
    const { withdrawnAt: _at, ...older } = off;
    expect(resumedConsent(older, on(5))).toBeUndefined();
    expect(resumedConsent(older, on(6))).toBeDefined();
  });
});
