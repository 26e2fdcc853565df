/** A waiting crowd: customers cloned from one who came through the front door, all due in the same minute. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createTimers } from '../../adapters/queues/timers.ts';
import { idOf, profileIdOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import { dueOf } from '../../core/state/due.ts';
import type { Profile } from '../../core/state/profile.ts';
import { timerInput } from '../../core/state/timer-input.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { arns, LOCAL, REGION } from '../../stand-ins/names.ts';
import type { TestSystem } from '../support/local-system.ts';

const MODEL = 'model@example.org';
/** Enough to keep the stand-ins busy, few enough to limit memory. */
const CLONES_AT_ONCE = 50;

/** Returns the time at which all of them are due. */
export const waitingCrowd = async (system: TestSystem, people: number): Promise<number> => {
  await enter(system);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ requestHandler: system.standIns.requestHandler, region: REGION }),
  );
  const profiles = createProfileStore({ client, tableName: LOCAL.table });
  const timers = createTimers({
    client: new SchedulerClient({ requestHandler: system.standIns.requestHandler, region: REGION }),
    group: LOCAL.scheduleGroup,
    roleArn: arns.scheduleRole,
    queueArn: arns.queue(LOCAL.inputQueue),
    deadLetterArn: arns.queue(LOCAL.schedulerDeadLetters),
  });
  const { state: model } = await profiles.load(profileIdOf(IDENTITY_KEY, 'email', MODEL));
  if (model?.kind !== 'live') throw new Error('The model customer did not come in.');
  const join = async (index: number): Promise<void> => {
    const clone = cloneOf(model, index);
    const due = dueOf(clone, undefined, system.clock.now());
    await profiles.save(clone, 0, due ? { due } : {});
    for (const { timerId, entryId, dueAt } of clone.enrollments)
      await timers.arm(timerInput({ timerId, profileId: clone.id, entryId, at: dueAt }), dueAt);
  };
  for (let from = 1; from < people; from += CLONES_AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(CLONES_AT_ONCE, people - from) }, (_, offset) => join(from + offset)),
    );
  return Math.min(...model.enrollments.map(({ dueAt }) => dueAt));
};

const enter = async (system: TestSystem): Promise<void> => {
  const customer = { email: MODEL, locale: 'de-DE', country: 'DE' };
  await system.tell('consent.given', {
    customer,
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: {},
  });
  await system.tell('checkout.updated', {
    checkout_id: 'model',
    customer,
    currency: 'EUR',
    total: '9.00',
    url: 'https://shop.example/c',
    items: [{ product_id: '1', title: 'Kluntje', quantity: 1, unit_price: '9.00' }],
  });
  await system.get('/local/messages');
};

/** The cart's details stay in the model's records; a reference may lead to another profile's record. */
const cloneOf = (model: Profile, index: number): Profile => {
  const email = `crowd-${index}@example.org`;
  const qualified = (ref: string): string => `${model.id}/${ref}`;
  return {
    ...model,
    id: profileIdOf(IDENTITY_KEY, 'email', email),
    identities: [{ kind: 'email', value: email }],
    person: { ...model.person, email },
    carts: model.carts.map((cart) => ({ ...cart, ref: qualified(cart.ref) })),
    enrollments: model.enrollments.map((enrollment) => ({
      ...enrollment,
      entryId: idOf(enrollment.entryId, index),
      timerId: idOf(enrollment.timerId, index),
      ...present({ ref: enrollment.ref === undefined ? undefined : qualified(enrollment.ref) }),
    })),
  };
};
