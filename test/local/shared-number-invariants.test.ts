/**
 * I13 for numbers of several people, under random histories and through the public routes: a request that
 * names nothing but the number never shows or erases somebody who is not the only one it can mean.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statusOf } from '../support/known-customer.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { accountNames, confirmsNumber, typesNumber, writesFrom } from '../support/one-number.ts';
import { commandTo } from '../support/rights.ts';
import { runs } from '../support/runs.ts';

const RUNS = 3;
const RUNS_IN_PROOFS = 30;

let system: TestSystem;
let worlds = 0;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

type Happening = Readonly<{ what: 'account' | 'confirms' | 'types' | 'writes' | 'erased'; who: 0 | 1 | 2 }>;

const happening = fc.record<Happening>({
  what: fc.constantFrom('account', 'account', 'confirms', 'types', 'writes', 'erased'),
  who: fc.constantFrom(0, 1, 2),
});

/**
 * What the shop and the holders said, without anything of the engine: who has the number, who confirmed it,
 * and whether somebody wrote from it after one of those who had it was erased. That writer may be the erased
 * person, whom nothing remembers, so the message need not belong to the account that still names the number.
 */
type Said = Readonly<{ named: Set<number>; confirmed: Set<number>; wrote: boolean; maybeErased: boolean }>;

const said = (history: readonly Happening[]): Said => {
  const [named, confirmed] = [new Set<number>(), new Set<number>()];
  const seen = { wrote: false, maybeErased: false };
  let erased = false;
  for (const { what, who } of history) {
    if (what === 'account' || what === 'confirms') named.add(who);
    if (what === 'confirms') confirmed.add(who);
    if (what === 'writes') Object.assign(seen, { wrote: true, maybeErased: erased });
    if (what !== 'erased') continue;
    erased ||= named.has(who);
    for (const group of [named, confirmed]) group.delete(who);
  }
  return { named, confirmed, ...seen };
};

/** Who must be shown; undefined where showing nobody is right too. */
const mustShow = ({ named, maybeErased }: Said): readonly number[] | undefined =>
  named.size === 1 && !maybeErased ? [...named] : undefined;

const happens = async ({ what, who }: Happening, phone: string, people: readonly string[]): Promise<void> => {
  const email = people[who] ?? '';
  if (what === 'account') await accountNames(system, email, phone);
  if (what === 'confirms') await confirmsNumber(system, email, phone);
  if (what === 'types') await typesNumber(system, email, phone);
  if (what === 'writes') await writesFrom(system, phone, 'Moin');
  if (what === 'erased') await commandTo(system, '/privacy/erase', { identity: { email } });
  await system.advance('1m');
};

it('shows and erases the only one whom the number can mean, or nobody', async () => {
  const history = fc.array(happening, { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom('command', 'webhook'), async (past, by) => {
      worlds += 1;
      const phone = `+4917139${41_000 + worlds}`;
      const people = ['fokko', 'imke', 'wiebke'].map((name) => `${name}${worlds}x@example.org`);
      for (const one of past) await happens(one, phone, people);
      const told = said(past);
      const { named, confirmed, wrote } = told;
      const before = await Promise.all(people.map((email) => statusOf(system, email)));

      const answer = await commandTo(system, '/privacy/export', { identity: { phone } });
      const text = await answer.text();
      const shown = people.flatMap((email, who) => (text.includes(email) ? [who] : []));
      expect(shown.length).toBeLessThanOrEqual(1);
      for (const who of shown) {
        expect(named).toContain(who);
        expect([...confirmed].filter((other) => other !== who)).toEqual([]);
        if (named.size > 1) expect(confirmed.has(who) || wrote).toBe(true);
      }
      expect(shown).toEqual(mustShow(told) ?? shown);
      if (answer.status === 409) expect(text).not.toContain(phone);

      if (by === 'command') await commandTo(system, '/privacy/erase', { identity: { phone } });
      else await system.tell('customer.erased', { customer: { phone } });
      await system.advance('1m');
      const after = await Promise.all(people.map((email) => statusOf(system, email)));
      expect(after).toEqual(before.map((status, who) => (shown.includes(who) ? 404 : status)));
    }),
    { numRuns: runs(RUNS, RUNS_IN_PROOFS) },
  );
});
