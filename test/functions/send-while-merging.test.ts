/** A message whose customer's profile is being merged: the survivor does not know its enrollment yet. */
import { beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createDesk, customerOf, type Desk, knows, programWith, START } from '../support/sending.ts';

const SURVIVOR = '0survivor';
let desk: Desk;
const { profile, message } = customerOf('jette');

beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  await knows(desk, { profile, message });
  return () => desk.close();
});

const becomesOne = async (at: number, absorbed: readonly string[] = []): Promise<void> => {
  await desk.save({ ...profile, id: SURVIVOR, absorbed, enrollments: [], lastEntries: {} });
  const last = { ...profile, pending: [] };
  await desk.profiles.save(
    { kind: 'tombstone', id: profile.id, mergedInto: SURVIVOR, at, pending: [], last },
    1,
    {},
  );
};
const joins = async (at: number, absorbed: readonly string[] = []): Promise<void> => {
  await becomesOne(at, absorbed);
  await desk.deliver(message);
};

describe('a message for a profile that is being merged', () => {
  it('waits until the survivor has its enrollment, and then leaves', async () => {
    await joins(START);
    expect(desk.mails()).toEqual([]);
    expect(desk.told()).toEqual([]);
    expect(desk.requeued()).toHaveLength(1);
    await desk.save({ ...profile, id: SURVIVOR, absorbed: [profile.id] });
    await desk.deliver(message);
    expect(desk.mails()).toMatchObject([{ profileId: SURVIVOR }]);
  });

  it('waits also where the merge begins while it is made', async () => {
    let reads = 0;
    const merging: RequestHandler = {
      handle: async (request, options) => {
        const { headers } = request as { headers: Record<string, string> };
        if (headers['x-amz-target']?.endsWith('BatchGetItem')) reads += 1;
        if (reads === 2) await becomesOne(START);
        return desk.standIns.requestHandler.handle(request, options);
      },
    };
    await desk.deliver(message, merging);
    expect(desk.mails()).toEqual([]);
    expect(desk.told()).toEqual([]);
    expect(desk.requeued()).toHaveLength(1);
  });

  it('is judged by the survivor where that has the other one’s state', async () => {
    await joins(START, [profile.id]);
    expect(desk.told()).toMatchObject([{ reason: 'not-current' }]);
  });

  it('is judged by the survivor where the merge hangs', async () => {
    await joins(START - LIMITS.overdueMs);
    expect(desk.told()).toMatchObject([{ reason: 'not-current' }]);
  });
});
