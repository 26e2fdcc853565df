/** Waiting lists in a real table: whoever is put there is found, and whoever leaves is gone. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTellings } from '../../../adapters/dynamodb/tellings.ts';
import { createWaitingLists } from '../../../adapters/dynamodb/waiting-lists.ts';
import type { Telling } from '../../../core/catalogue/telling.ts';
import { profileIdOf } from '../../../core/identity/identity.ts';
import { tellingGroup } from '../../../core/state/tell.ts';
import { createDesk, type Desk, START } from '../../support/sending.ts';

let desk: Desk;
const idOf = (index: number): string => profileIdOf('key', 'email', `p${index}@example.org`);
const put = (profileId: string, product = 'p') => ({
  product,
  profileId,
  entry: { profileId, by: { viewed: START } },
});

beforeEach(async () => {
  desk = await createDesk();
  return () => desk.close();
});

describe('a waiting list', () => {
  test('holds everybody who was put there at the same time, each once', async () => {
    const lists = createWaitingLists(desk.table);
    const people = Array.from({ length: 25 }, (_, index) => idOf(index));
    await Promise.all(people.map((id) => lists.change([put(id), put(id, 'q')], START)));
    await lists.change(
      people.slice(0, 9).map((id) => put(id)),
      START,
    );
    expect((await lists.read('p')).map(({ profileId }) => profileId).toSorted()).toEqual(people.toSorted());
    expect(await lists.read('nobody waits')).toEqual([]);
  });

  test('forgets who is taken off, and nobody else', async () => {
    const lists = createWaitingLists(desk.table);
    await lists.change([put(idOf(1)), put(idOf(2))], START);
    await lists.change([{ product: 'p', profileId: idOf(1) }], START);
    expect((await lists.read('p')).map(({ profileId }) => profileId)).toEqual([idOf(2)]);
  });

  test('is not written where it says the same already', async () => {
    const lists = createWaitingLists(desk.table);
    await lists.change([put(idOf(1))], START);
    const version = async () => {
      const { Items = [] } = await desk.table.client.send(
        new QueryCommand({
          TableName: desk.table.tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'waiting#p' },
        }),
      );
      return Items.map((item) => item['version']);
    };
    expect(await version()).toEqual([1]);
    await lists.change([put(idOf(1))], START);
    expect(await version()).toEqual([1]);
  });
});

test('a telling moves on once from each place, and is found again by its group', async () => {
  const tellings = createTellings(desk.table);
  const begun: Telling = { product: 'p', by: 'e', of: [], stretch: 1, told: {}, nextAt: START };
  const next: Telling = { ...begun, stretch: 2, after: 'a place', told: { '': 3 } };
  expect(await tellings.read(tellingGroup('p'))).toBeUndefined();
  expect(await tellings.write(begun, undefined, START)).toBe(true);
  expect(await tellings.write(begun, undefined, START)).toBe(false);
  expect(await tellings.write(next, begun, START)).toBe(true);
  expect(await tellings.write(next, begun, START)).toBe(false);
  expect(await tellings.read(tellingGroup('p'))).toEqual(next);
});
