/**
 * Ids of inputs are the same in every version: what is on its way when a new one is deployed counts once, and
 * is told apart from everything else.
 */
import { expect, it } from 'vitest';
import { confirmationInput } from '../../../core/consent/confirmation.ts';
import { decide } from '../../../core/decide/decide.ts';
import { eraseAbsorbed, erasureOf } from '../../../core/decide/person/erase.ts';
import { mergeInput } from '../../../core/decide/person/merge-inputs.ts';
import { closingOf } from '../../../core/decide/person/moved-cart.ts';
import { rules } from '../../support/heard.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../support/joined.ts';

const closed = { cart: { id: 'c-1' }, closed: '1a', goesOn: '1b', completed: false, at: 1, now: 2 };
const claims = {
  purpose: 'confirm',
  channel: 'email',
  profileId: '1p',
  gateHash: 'g',
  messageId: 'm',
  requestedAt: 1,
} as const;

it('the ids of merges, erasures, closed carts and confirmations last', () => {
  const merge = mergeInput(OWN, OTHER, 1);
  expect({
    merge: merge.inputId,
    absorb: decide(knownAs(OTHER), merge, rules, 1).effects.map(({ id }) => id),
    erased: erasureOf('1p', 1).inputId,
    erase: eraseAbsorbed(absorbOf(knownAs(OTHER)), 1, 2).id,
    close: closingOf(closed).inputId,
    closeBecause: closingOf({ ...closed, because: 'e' }).inputId,
    confirm: confirmationInput(claims, { at: 2, ip: undefined, requested: {} }).event.id,
  }).toEqual({
    merge: 'r1b86q2rqfcfk4hr7kagtgd63',
    absorb: ['l6amagcklq8q3u1okdg4n1lp3'],
    erased: 'o1k7g41o0pjsqvp89jr2riema',
    erase: 'r82ho391uh22nesgi5tlu11d5',
    close: 'h4loom93rjadcsnnmq5ujpl2v',
    closeBecause: '1jrbq905oh3qqkeik3jklo3j4',
    confirm: '98nb9k9lnnhi9i6p97up9th1r',
  });
});
