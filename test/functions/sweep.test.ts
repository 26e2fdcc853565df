/**
 * The sweep through its front door: overdue profiles are driven again, once, and all others are left alone
 * (I8).
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { LIMITS } from '../../core/limits.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import { createSweep } from '../../functions/sweep/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';

let aws: TestAws;

beforeEach(async () => {
  aws = await createTestAws();
});
afterEach(() => aws.close());

const sweep = () => {
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: 'sweep',
    TABLE_NAME: LOCAL.table,
    INPUT_QUEUE_URL: aws.standIns.sqs.url(LOCAL.inputQueue),
    RAW_BUCKET: LOCAL.rawBucket,
  };
  return createSweep(env, { now: aws.clock.now, newToken: () => 'token' }, aws.requestHandler)({});
};
const waits = (id: string, at: number) =>
  createProfileStore({ client: aws.dynamodb, tableName: LOCAL.table }).save(
    emptyProfile(id, 1, TEST_START),
    0,
    {
      due: { at, waiting: ['flow/step'] },
    },
  );
const woken = () =>
  aws.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => JSON.parse(body) as { kind: string; profileId: string });

describe('the sweep', () => {
  test('wakes who is overdue by more than fifteen minutes, and nobody else', async () => {
    await waits('1late', TEST_START - LIMITS.overdueMs - 1);
    await waits('1soon', TEST_START - LIMITS.overdueMs + 60_000);
    await waits('1later', TEST_START + 60_000);
    expect(await sweep()).toEqual({ overdue: 1 });
    expect(woken()).toEqual([expect.objectContaining({ kind: 'wake', profileId: '1late' })]);
  });

  test('that runs twice wakes once', async () => {
    await waits('1late', TEST_START - LIMITS.overdueMs - 1);
    await sweep();
    await sweep();
    expect(woken()).toHaveLength(1);
  });

  test('finds nobody in a quiet shop', async () => {
    expect(await sweep()).toEqual({ overdue: 0 });
  });
});
