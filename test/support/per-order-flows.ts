/** A flow with a run for each order, and a customer of a shop that has it, for tests of the core. */
import type { CompiledFlow } from '../../core/program/program.ts';
import { DAY, flowOf, programOf, send, wait } from './flows.ts';
import { storyOf } from './story.ts';

export const PER_ORDER = { on: 'order.placed', restart: false, per: 'order' } as const;

export const care = (change: Partial<CompiledFlow> = {}) =>
  flowOf({
    id: 'care',
    trigger: PER_ORDER,
    purpose: 'transactional',
    reentry: { kind: 'never' },
    list: [wait('pause', DAY, 'tips'), send('tips', null)],
    ...change,
  });

export const customer = (change: Partial<CompiledFlow> = {}) => storyOf(programOf([care(change)])).consents();
