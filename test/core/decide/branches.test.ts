/** Where a flow branches: by what is known of the customer, or by a share that repeats (rule 1). */
import { expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import { controlsOf, flowOf, programOf, send } from '../../support/flows.ts';
import { cart, heard } from '../../support/heard.ts';
import { START, storyOf } from '../../support/story.ts';

/** Made of entries, because an object with this key looks like a promise to the linter. */
const to = <T extends object>(step: string | null, more: T) =>
  Object.fromEntries([...Object.entries(more), ['then', step]]) as T & Readonly<{ then: string | null }>;

test('a switch goes to the first case that holds, and else to its own way', () => {
  const country = (eq: string) => ({ kind: 'fact', path: 'customer.country', test: { eq } }) as const;
  const which: CompiledStep = {
    kind: 'switch',
    id: 'which',
    cases: [
      to('at', { when: country('AT') }),
      to('de', { when: country('DE') }),
      to('never', { when: country('DE') }),
    ],
    otherwise: 'else',
  };
  const list = [which, ...['at', 'de', 'never', 'else'].map((id) => send(id, null))];
  const stepsIn = (code: string) =>
    storyOf(programOf([flowOf({ id: 'f', list })]))
      .consents()
      .hears('customer.updated', { customer: { country: code } })
      .cart()
      .steps();
  expect(['AT', 'DE', 'CH'].map(stepsIn)).toEqual([['at'], ['de'], ['else']]);
});

test('a split divides people by its weights, and gives nobody to a branch of none', () => {
  const branch = (name: string, weight: number) => to(name, { name, weight });
  const tag = (name: string): CompiledStep => ({ kind: 'set', id: name, addTags: [name], next: null });
  const split: CompiledStep = {
    kind: 'split',
    id: 'ab',
    branches: [branch('a', 1), branch('b', 3), branch('none', 0)],
  };
  const program = programOf([flowOf({ id: 'f', list: [split, tag('a'), tag('b'), tag('none')] })]);
  const rules = { program, controls: controlsOf(), testReachesEveryone: false };
  const tags = Array.from({ length: 400 }, (_, n) => {
    const input = heard(`1p${n}`, { id: `e${n}`, name: 'checkout.updated', data: cart });
    const { state } = decide(undefined, input, rules, START);
    return state.kind === 'live' ? state.tags[0] : undefined;
  });
  const share = (name: string) => tags.filter((found) => found === name).length / tags.length;
  expect(share('a')).toBeCloseTo(0.25, 1);
  expect(share('b')).toBeCloseTo(0.75, 1);
  expect(share('none')).toBe(0);
});
