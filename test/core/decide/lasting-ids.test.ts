/**
 * Ids of inputs and effects are the same in every version: what is on its way when a new one is deployed
 * counts once, and is told apart from everything else.
 */
import { expect, it } from 'vitest';
import { confirmationInput } from '../../../core/consent/confirmation.ts';
import { decide } from '../../../core/decide/decide.ts';
import { eraseAbsorbed, erasureOf } from '../../../core/decide/person/erase.ts';
import { mergeInput } from '../../../core/decide/person/merge-inputs.ts';
import { closingOf } from '../../../core/decide/person/moved-cart.ts';
import { fallbackIdOf } from '../../../core/decide/steps/fallback.ts';
import { shareOf } from '../../../core/decide/steps/run-steps.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import { flowOf, programOf, send } from '../../support/flows.ts';
import { rules } from '../../support/heard.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../support/joined.ts';
import { storyOf } from '../../support/story.ts';

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

it('the ids of what a flow sends, gives, tells and orders last', () => {
  const list: readonly CompiledStep[] = [
    { kind: 'coupon', id: 'code', pool: 'p', validFor: '3d', next: 'gift' },
    send('gift', 'tell'),
    { kind: 'emit', id: 'tell', event: 'acme.ping', next: 'end' },
    { kind: 'stop', id: 'end', channel: 'email', next: 'gone' },
    { kind: 'forget', id: 'gone' },
  ];
  const program = programOf([flowOf({ id: 'f', list })]);
  const templates = Object.fromEntries(
    Object.entries(program.templates).map(([name, made]) => [name, { ...made, needs: ['coupon' as const] }]),
  );
  const story = storyOf({ ...program, templates })
    .consents()
    .cart();
  const [message] = story.left();
  expect({
    entry: message?.entryId,
    message: message?.messageId,
    second: fallbackIdOf('e', 's'),
    coupon: message?.coupon?.id,
    effects: story.effects.map(({ kind, id }) => `${kind} ${id}`),
    told: story.told.flatMap((entry) =>
      entry.type === 'event' && entry.source === 'stammkunde' ? [`${entry.event} ${entry.eventId}`] : [],
    ),
    share: shareOf('1p', 'f', 's'),
  }).toEqual({
    entry: '1b0sh76cvcgkbarbhjcoifge3',
    message: 'pgn5r3m60hnns194cmra9t4ph',
    second: 'ddb0qe9ts96jqbgl8lilqiv8h',
    coupon: '22s6pot8v2lvnu140f1e2fp11',
    effects: [
      'send-message pgn5r3m60hnns194cmra9t4ph',
      'stop-marketing hbn3eafi0abkcv702mt6f2qbh',
      'forget ref23pcc1klcogsidaad4rkj2',
    ],
    told: ['acme.ping 7af5cs3j0t9117krbo5knuhqe', 'consent.withdrawn 1trqribqomfonns14qpuqa1s5'],
    share: 0.9154775533324937,
  });
});
