/** A flow with a run for each order, and a customer of a shop that has it, for tests of the core. */
import { DAY, flowOf, programOf, send, wait } from './flows.ts';
import { storyOf } from './story.ts';

type Change = Partial<Parameters<typeof flowOf>[0]>;

export const PER_ORDER = { on: 'order.placed', restart: false, per: 'order' } as const;

export const care = (change: Change = {}) =>
  flowOf({
    id: 'care',
    trigger: PER_ORDER,
    purpose: 'transactional',
    reentry: { kind: 'never' },
    list: [wait('pause', DAY, 'tips'), send('tips', null)],
    ...change,
  });

export const customer = (change: Change = {}) => storyOf(programOf([care(change)])).consents();
