/** The walk over all customers: page after page, whatever else the table holds. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it, vi } from 'vitest';
import { createEveryone, placeAfter } from '../../../adapters/dynamodb/everyone.ts';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await createTestAws();
  return () => aws.close();
});
const table = () => ({ tableName: LOCAL.table, client: aws.dynamodb });

it('meets who lives and is known, and nothing else that the table holds', async () => {
  const store = createProfileStore(table());
  const someone = { ...emptyProfile('1jette', 1, TEST_START), tags: ['vip'] };
  const identities = [{ kind: 'email', value: 'jette@example.org' }] as const;
  await store.save({ ...someone, identities }, 0, {});
  await store.save({ ...emptyProfile('1gone', 1, TEST_START), erasedAt: TEST_START }, 0, {});
  await store.link('2number', '1jette', { at: TEST_START, by: undefined });
  const entries = [{ type: 'decision', at: TEST_START, what: 'noted' }] as const;
  await store.putRecord({ profileId: '1jette', ref: 't#1#a', inputId: 'i', entries }, 0, TEST_START + 1_000);
  const page = await createEveryone(table())();
  expect(page.people.map(({ id }) => id)).toEqual(['1jette']);
  expect(page).not.toHaveProperty('next');
});

it('goes on behind a page on which nobody is, and from behind whoever it is told', async () => {
  const LastEvaluatedKey = { pk: 'message#1', sk: 'ledger' };
  const scan = vi.spyOn(aws.dynamodb, 'send').mockResolvedValue({ Items: [], LastEvaluatedKey } as never);
  const { people, next } = await createEveryone(table())();
  expect(people).toEqual([]);
  for (const after of [next, placeAfter('1jette')]) await createEveryone(table())(after);
  expect(
    scan.mock.calls.map(([command]) => command instanceof ScanCommand && command.input.ExclusiveStartKey),
  ).toEqual([undefined, LastEvaluatedKey, { pk: 'profile#1jette', sk: 'state' }]);
});
