/**
 * I9 and I4 under random histories, through the public routes: whatever happened, an erasure leaves nothing,
 * and no late event brings anything back.
 */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../core/present.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { remainsOf } from '../support/remains.ts';
import { runs } from '../support/runs.ts';

const RUNS = 3;
const RUNS_IN_PROOFS = 30;

let system: TestSystem;
let people = 0;

beforeAll(async () => {
  system = await startSystem('2026-11-20T07:00:00Z');
});
afterAll(() => system.close());

type Identity = 'email' | 'other' | 'phone' | 'customer';
type Happening = Readonly<{
  what: 'consent' | 'cart' | 'anonymous cart' | 'order' | 'large order' | 'view' | 'review' | 'odd' | 'wait';
  as: readonly Identity[];
}>;

const who = fc.uniqueArray(fc.constantFrom<Identity>('email', 'other', 'phone', 'customer'), {
  minLength: 1,
});
/** A number that was typed alone names nobody, so nobody could say whose such an order is. */
const isSomebodys = ({ what, as }: Happening): boolean => what === 'consent' || as.join() !== 'phone';
const happening = fc
  .record<Happening>({
    what: fc.constantFrom(
      'consent',
      'cart',
      'anonymous cart',
      'order',
      'large order',
      'view',
      'review',
      'odd',
      'wait',
    ),
    as: who,
  })
  .filter(isSomebodys);
const history = fc.record({
  past: fc.array(happening, { minLength: 1, maxLength: 8 }),
  erasedAs: who,
  late: fc.array(happening, { maxLength: 4 }),
  faults: fc.constantFrom('none', 'duplicates', 'throttles'),
});

const FAULTS = {
  none: [],
  duplicates: [{ service: 'sqs', operation: '*', kind: 'duplicate', rate: 0.3, seed: 7 }],
  throttles: [{ service: 'dynamodb', operation: '*', kind: 'throttle', rate: 0.05, seed: 7 }],
} as const;

/** An invented person whose words appear nowhere else. */
const newPerson = () => {
  people += 1;
  const tag = `qz${String(people).padStart(3, '0')}x`;
  const facts = {
    email: `${tag}@example.org`,
    other: `${tag}.zwei@example.org`,
    phone: `+4917139${String(20_000 + people)}`,
    customer: `k${tag}`,
  };
  const customerAs = (as: readonly Identity[]) =>
    present({
      first_name: `Vor${tag}`,
      last_name: `Nach${tag}`,
      email:
        as.includes('email') || as.includes('other')
          ? as.includes('email')
            ? facts.email
            : facts.other
          : undefined,
      phone: as.includes('phone') ? facts.phone : undefined,
      customer_id: as.includes('customer') ? facts.customer : undefined,
    });
  return { tag, facts, words: [tag, facts.phone.slice(3)], customerAs };
};
type Person = ReturnType<typeof newPerson>;

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    product_id: '8101',
    title: `Tee ${index} `.repeat(60),
    quantity: 1,
  }));

const bodyOf = ({ what, as }: Happening, person: Person, index: number): readonly [string, object] => {
  const customer = person.customerAs(as);
  const order = { order_id: `o-${person.tag}-${index}`, customer, currency: 'EUR', total: '9.00' };
  switch (what) {
    case 'consent':
      return [
        'consent.given',
        {
          customer,
          channel: 'email',
          purpose: 'marketing',
          basis: 'double-opt-in',
          evidence: { source: person.tag },
        },
      ];
    case 'cart':
      return [
        'checkout.updated',
        { checkout_id: `c-${person.tag}`, customer, currency: 'EUR', total: '9.00', items: items(1) },
      ];
    case 'anonymous cart':
      return [
        'checkout.updated',
        { checkout_id: `c-${person.tag}`, currency: 'EUR', total: '9.00', items: items(1) },
      ];
    case 'large order':
      return ['order.placed', { ...order, items: items(300) }];
    case 'review':
      return [
        'review.submitted',
        { product_id: '8101', review_id: `r-${person.tag}-${index}`, customer, rating: 5, text: person.tag },
      ];
    case 'odd':
      return ['checkout.updated', { customer }];
    default:
      return what === 'view'
        ? ['product.viewed', { customer, product: { product_id: '8101', title: person.tag } }]
        : ['order.placed', { ...order, items: [] }];
  }
};

/** The door may fail to store something; the sender then repeats, as platforms do. */
const tell = async (type: string, data: object, at?: string): Promise<void> => {
  for (let attempt = 0; attempt < 20; attempt += 1) if ((await system.tell(type, data, at)).ok) return;
  throw new Error(`${type} was refused again and again`);
};

const live = async (person: Person, happenings: readonly Happening[], at?: string): Promise<void> => {
  for (const [index, one] of happenings.entries()) {
    if (one.what === 'wait') await system.advance('1h');
    else await tell(...bodyOf(one, person, index), at);
  }
};

const now = async (): Promise<string> => (await system.json<{ now: string }>('/local/clock')).now;

describe('whatever a customer did', () => {
  it('an erasure removes all of it, nothing late brings it back, and no message leaves any more', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ past, erasedAs, late, faults }) => {
        const person = newPerson();
        // Every person is soon known under all identities: identities that were never seen together cannot be
        // recognised as one person's.
        await tell('customer.created', { customer: person.customerAs(['email', 'phone', 'customer']) });
        await tell('customer.created', { customer: person.customerAs(['other', 'customer']) });
        await tell(...bodyOf({ what: 'anonymous cart', as: [] }, person, 0));
        await tell(...bodyOf({ what: 'cart', as: ['email'] }, person, 0));
        await system.post('/local/faults', FAULTS[faults]);
        await live(person, past);
        const before = await now();
        await system.advance('1m');
        await tell('customer.erased', { customer: person.customerAs(erasedAs) });
        const mails = (await system.mails(person.tag)).length;
        await live(
          person,
          // A number that was typed alone names nobody, so nobody can say whose the late order is.
          late.filter(({ what, as }) => what !== 'wait' && what !== 'odd' && as.join() !== 'phone'),
          before,
        );
        await system.post('/local/faults', []);
        await system.advance('6h');
        expect(await remainsOf(system.standIns, person.words)).toEqual([]);
        for (const identity of Object.values(person.facts))
          expect((await system.get(`/local/profiles/${encodeURIComponent(identity)}`)).status).toBe(404);
        expect(await system.mails(person.tag)).toHaveLength(mails);
      }),
      { numRuns: runs(RUNS, RUNS_IN_PROOFS), seed: 20_261_120 },
    );
  });
});
