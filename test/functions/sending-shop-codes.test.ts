/** A code that the shop makes, in memory: what it is asked for, when, and what is noted afterwards. */
import { expect, it } from 'vitest';
import { optOut } from '../../functions/send-whatsapp/opt-out.ts';
import { drawCoupon } from '../../sending/coupon.ts';
import { gatherIngredients } from '../../sending/gather.ts';
import { controlsOf, DAY } from '../support/flows.ts';
import { benchOf, message, profile } from '../support/sender-bench.ts';
import { programWith, START } from '../support/sending.ts';

const minimum = { amount: 5_000, currency: 'EUR' };
const pool = {
  kind: 'shop',
  shop: 'shopify',
  prefix: 'TEA',
  worth: { percent: 10 },
  minimum,
  validFor: '30d',
};
const carrying = { ...message, coupon: { id: 'c-1', step: 'code', pool: 'tea', validFor: '3d' } };
const ISSUED = { code: 'TEA-1', told: false, expiresAt: START + DAY };

/** What comes of drawing, and every call but the draw itself. */
const drawing = async (drawn: unknown, made: unknown = { kind: 'made' }) => {
  const calls: unknown[] = [];
  const { deps } = benchOf(
    {},
    {
      coupons: {
        draw: async (asked: object) => {
          calls.push(['draw', asked]);
          return drawn;
        },
        markMade: async (id: string) => void calls.push(['markMade', id]),
        markTold: async (id: string) => void calls.push(['markTold', id]),
      },
      shopCodes: {
        make: async (shop: string, asked: object) => {
          calls.push(['make', shop, asked]);
          return made;
        },
      },
    },
  );
  const program = programWith({}, { coupons: { tea: pool as never } } as never);
  const result = await drawCoupon(deps, { message: carrying, profile, program });
  const [draw, ...others] = calls;
  return { result, draw, others };
};

it('is made for what the pool says, with its smallest cart, and given out once the shop has it', async () => {
  const { result, draw, others } = await drawing({ ...ISSUED, unmade: true });
  expect(draw).toMatchObject(['draw', { id: 'c-1', expiresAt: Date.parse('2026-11-23T22:59:59Z') }]);
  expect(others).toEqual([
    [
      'make',
      'shopify',
      {
        code: 'TEA-1',
        worth: { percent: 10 },
        minimum,
        startsAt: START,
        expiresAt: START + DAY,
        title: 'Stammkunde: tea',
      },
    ],
    ['markMade', 'c-1'],
  ]);
  expect(result).toEqual(ISSUED);
});

it('that is made already is not made again', async () => {
  expect(await drawing(ISSUED)).toMatchObject({ result: ISSUED, others: [] });
});

it('whose time is over, or that somebody else has, is made no more', async () => {
  const over = await drawing({ ...ISSUED, unmade: true, expiresAt: START - 1 });
  expect([over.result, over.others]).toEqual(['expired', []]);
  expect(await drawing('empty')).toMatchObject({ result: { kind: 'refused' }, others: [] });
});

it('that the shop did not make is noted as nothing', async () => {
  const later = { kind: 'later', why: 'HTTP 503' };
  const { result, others } = await drawing({ ...ISSUED, unmade: true }, later);
  expect([result, others.length]).toEqual([later, 1]);
});

it('a message keeps the template it was decided with, although an edit has gone live since', async () => {
  const template = (subject: string) => ({ help: { needs: [], email: { de: { subject } } } }) as never;
  const programs: Record<number, unknown> = {
    1: { ...programWith(), templates: template('then') },
    2: { ...programWith(), seq: 2, templates: template('now') },
  };
  const { deps } = benchOf({}, { programs: { load: async (seq: number) => programs[seq] } });
  const situation = { profile, controls: controlsOf({ seq: 2 }), version: 1 };
  const gathered = await gatherIngredients(deps, { ...message, template: 'help' }, situation);
  expect(gathered.template).toMatchObject({ email: { de: { subject: 'then' } } });
  expect(gathered.program.seq).toBe(2);
});

it('an opt-out that WhatsApp reports holds for the number and for the user id, because messages use either', async () => {
  const stopped: unknown[] = [];
  const { deps } = benchOf();
  const gateItems = {
    stopMarketing: async (place: object, at: number, by: string) => void stopped.push([place, at, by]),
  };
  const person = { ...profile.person, phone: '+491713920011', whatsappId: 'DE.77' };
  await optOut({ ...deps, gateItems: gateItems as never }, { message, profile: { ...profile, person } });
  expect(stopped).toEqual(
    [1, 2].map(() => [{ channel: 'whatsapp', hash: expect.any(String) }, START, 'stop']),
  );
  expect(new Set(stopped.map((one) => JSON.stringify(one))).size).toBe(2);
});
