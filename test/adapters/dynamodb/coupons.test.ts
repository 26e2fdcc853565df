/**
 * Coupons in DynamoDB: each code has one customer at most and each customer one code, in parallel, under
 * crashes at any call, and whatever files say of it later.
 */
import { BatchWriteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCouponLists } from '../../../adapters/dynamodb/coupon-lists.ts';
import { createCouponStore, forgetCoupon } from '../../../adapters/dynamodb/coupons.ts';
import { keys, TABLE } from '../../../contract/table.ts';
import { LIMITS } from '../../../core/limits.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';
import { runs } from '../../support/runs.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await createTestAws();
});
afterEach(() => aws.close());

const table = () => ({ tableName: LOCAL.table, client: aws.dynamodb });
const store = () => createCouponStore(table());
const lists = () => createCouponLists(table());
const draw = (id: string, list = 'tea.1', now = TEST_START) => store().draw({ id, from: { list } }, now);
const codeOf = async (id: string, list?: string): Promise<string> => {
  const drawn = await draw(id, list);
  return drawn === 'empty' ? drawn : drawn.code;
};
const codes = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `TEA-${from + index}`);

describe('a list', () => {
  it('gives each coupon a code of its own until none is left, however many draw at once', async () => {
    await lists().fill('tea.1', codes(90));
    const drawn = await Promise.all(Array.from({ length: 100 }, (_, index) => codeOf(`c-${index}`)));
    const got = drawn.filter((code) => code !== 'empty');
    expect(new Set(got).size).toBe(90);
    expect(got.toSorted()).toEqual([...codes(90)].sort());
  });

  it('gives the same coupon the same code, in parallel, later, and when everything else is gone', async () => {
    await lists().fill('tea.1', codes(5));
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => codeOf('c')));
    expect(new Set([first, ...others]).size).toBe(1);
    for (const id of ['d', 'e', 'f', 'g', 'h']) await codeOf(id);
    expect(await codeOf('c')).toBe(first);
    expect(await codeOf('i')).toBe('empty');
  });

  it('gives out again nothing that comes back in another order, under another name or in other letters', async () => {
    await lists().fill('tea.1', codes(4));
    const given = await Promise.all(['a', 'b', 'c'].map((id) => codeOf(id)));
    const again = codes(4)
      .map((code) => code.toLowerCase())
      .reverse();
    expect(await lists().fill('other.2', again)).toEqual({ given: 3 });
    const left = await codeOf('d', 'other.2');
    expect(given.map((code) => code.toLowerCase())).not.toContain(left);
    expect(await codeOf('e', 'other.2')).toBe('empty');
    expect(await codeOf('e')).toBe('empty');
  });

  it('gives out nothing of a list that was replaced, but what a coupon has stays its own', async () => {
    await lists().fill('tea.1', codes(10));
    const kept = await codeOf('kept');
    await lists().fill('tea.2', codes(10, 100));
    await lists().clear('tea.1');
    expect(await codeOf('kept', 'tea.2')).toBe(kept);
    expect(codes(10, 100)).toContain(await codeOf('new', 'tea.2'));
    expect(await codeOf('late')).toBe('empty');
  });

  it('is imported whole, and imported twice it is the same', async () => {
    await lists().fill('tea.1', codes(3_000));
    await lists().fill('tea.1', codes(3_000));
    const drawn = await Promise.all(Array.from({ length: 20 }, (_, index) => codeOf(`c-${index}`)));
    expect(new Set(drawn).size).toBe(20);
  });

  it('is written to its end where DynamoDB leaves some writes undone, and an import that gets no further fails', async () => {
    const { send } = aws.dynamodb;
    let undone = 0;
    const leaving = (times: number) =>
      vi.spyOn(aws.dynamodb, 'send').mockImplementation((command: unknown, ...rest: unknown[]) => {
        const isWrite = command instanceof BatchWriteCommand;
        if (!isWrite || undone >= times) return Reflect.apply(send, aws.dynamodb, [command, ...rest]);
        undone += 1;
        return Promise.resolve({ UnprocessedItems: command.input.RequestItems });
      });
    leaving(2);
    await lists().fill('tea.1', codes(1));
    expect(await codeOf('c')).toBe('TEA-0');
    leaving(Number.POSITIVE_INFINITY);
    await expect(lists().fill('tea.2', codes(1, 1))).rejects.toThrow(
      'left 1 of 1 writes undone after 8 calls',
    );
  });

  it('keeps a code that was issued until long after its end, or after it was drawn', async () => {
    await lists().fill('tea.1', codes(2));
    const keptUntil = async (id: string, expiresAt: number) => {
      await store().draw({ id, from: { list: 'tea.1' }, expiresAt }, TEST_START);
      const asked = new GetCommand({ TableName: LOCAL.table, Key: keys.coupon(id) });
      return (await aws.dynamodb.send(asked)).Item?.[TABLE.ttl];
    };
    const end = TEST_START + 3 * LIMITS.couponKeptMs;
    expect(await keptUntil('c', end)).toBe(Math.ceil((end + LIMITS.couponKeptMs) / 1_000));
    expect(await keptUntil('d', 1_000)).toBe(Math.ceil((TEST_START + LIMITS.couponKeptMs) / 1_000));
  });

  it('keeps the end of a code that was issued, and knows that it was told', async () => {
    await lists().fill('tea.1', codes(2));
    const asked = { id: 'c', from: { list: 'tea.1' } };
    const first = await store().draw({ ...asked, expiresAt: 1_000 }, TEST_START);
    expect(first).toMatchObject({ expiresAt: 1_000, told: false });
    await store().markTold('c');
    expect(await store().draw({ ...asked, expiresAt: 2_000 }, TEST_START)).toEqual({
      ...(first as object),
      told: true,
    });
  });
});

describe('under crashes', () => {
  let round = 0;

  it('at any call a draw that is made again ends with one code, and no code is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: fc.integer({ min: 0, max: 5 }), dies: fc.integer({ min: 0, max: 9 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (attempts) => {
          round += 1;
          const list = `list.${round}`;
          const own = codes(6, round * 100);
          await lists().fill(list, own);
          const seen = new Map<number, string>();
          for (const { id, dies } of attempts) {
            const drawn = await dyingStore(dies)
              .draw({ id: `${round}-${id}`, from: { list } }, TEST_START)
              .catch(() => undefined);
            if (drawn === undefined || drawn === 'empty') continue;
            expect(seen.get(id) ?? drawn.code).toBe(drawn.code);
            seen.set(id, drawn.code);
          }
          for (let id = 0; id < 6; id += 1) seen.set(id, await codeOf(`${round}-${id}`, list));
          expect([...seen.values()].toSorted()).toEqual([...own].sort());
        },
      ),
      { numRuns: runs(25) },
    );
  });

  it('a code that was only named is not taken any more once its list was replaced', async () => {
    await lists().fill('tea.1', codes(9));
    const asked = ['a', 'b', 'c', 'd', 'e', 'f'];
    // Read, found a free code with one look or two, named it.
    for (const [index, id] of asked.entries())
      await dyingStore(index % 2 === 0 ? 3 : 4)
        .draw({ id, from: { list: 'tea.1' } }, TEST_START)
        .catch(() => undefined);
    await lists().fill('tea.2', codes(9, 100));
    const got = await Promise.all(asked.map((id) => codeOf(id, 'tea.2')));
    expect(got.filter((code) => codes(9, 100).includes(code))).toHaveLength(asked.length);
  });

  /** Ends after so many calls: the last one may have happened. */
  const dyingStore = (calls: number) => {
    let left = calls;
    const client = Object.create(aws.dynamodb) as typeof aws.dynamodb;
    const send = async (command: never) => {
      if (left <= 0) throw new Error('died');
      left -= 1;
      const answer: unknown = await aws.dynamodb.send(command);
      if (left === 0 && calls % 2 === 0) throw new Error('died');
      return answer;
    };
    Object.assign(client, { send });
    return createCouponStore({ tableName: LOCAL.table, client });
  };
});

describe('one code for everybody', () => {
  it('is the same for all, and stays the one that a coupon got', async () => {
    const ask = (id: string, code: string) => store().draw({ id, from: { code } }, TEST_START);
    expect([await ask('a', 'FEST10'), await ask('b', 'FEST10'), await ask('a', 'FEST20')]).toMatchObject([
      { code: 'FEST10' },
      { code: 'FEST10' },
      { code: 'FEST10' },
    ]);
  });
});

describe('an erasure', () => {
  it('cuts the way from a code to its coupon, and the code stays given', async () => {
    await lists().fill('tea.1', codes(1));
    const code = await codeOf('c');
    await forgetCoupon(table(), { id: 'c', code });
    expect(await codeOf('c')).toBe('empty');
    expect(await lists().fill('tea.2', [code])).toEqual({ given: 1 });
    expect(await codeOf('d', 'tea.2')).toBe('empty');
  });
});

describe('a code that the shop makes', () => {
  const own = (id: string, code: string, expiresAt = 1_000) =>
    store().draw({ id, from: { own: code }, expiresAt }, TEST_START);

  it('keeps its text and its end from the first attempt, and is unmade until the shop has it', async () => {
    const first = { code: 'OWN-1', expiresAt: 1_000, told: false };
    expect(await own('c', 'OWN-1')).toEqual({ ...first, unmade: true });
    expect(await own('c', 'OWN-1', 2_000)).toEqual({ ...first, unmade: true });
    await store().markMade('c');
    expect(await own('c', 'OWN-1', 3_000)).toEqual(first);
  });

  it('belongs to one coupon: no other gets it, and no list gives it out', async () => {
    await own('c', 'OWN-1');
    expect(await own('d', 'own-1')).toBe('empty');
    await lists().fill('tea.1', ['OWN-1', 'TEA-1']);
    expect(await codeOf('d')).toBe('TEA-1');
    expect(await codeOf('e')).toBe('empty');
  });

  it('that was never made gives way where codes come from elsewhere now; one that was made stays', async () => {
    await lists().fill('tea.1', ['TEA-1']);
    await own('c', 'OWN-1');
    await own('d', 'OWN-2');
    await store().markMade('d');
    expect(await draw('c')).toEqual({ code: 'TEA-1', told: false });
    expect(await draw('d')).toMatchObject({ code: 'OWN-2' });
    expect(await own('c', 'OWN-3')).toEqual({ code: 'TEA-1', told: false });
  });
});
