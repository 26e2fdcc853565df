/** News of a product that was no longer true when its message was to leave has told nobody anything. */
import { expect, test } from 'vitest';
import { ownEvent } from '../../../core/events/own-event.ts';
import { compileCatalogue } from '../../../core/publish/catalogue-trigger.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import type { OutcomeInput } from '../../../core/state/input.ts';
import { DAY, flowOf, HOUR, programOf, send } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const back = flowOf({
  id: 'back',
  trigger: compileCatalogue({ catalogue: 'back-in-stock', for: ['wanted'] }),
  reentry: { kind: 'after', wait: { kind: 'calendar', days: 7 } },
  list: [send('tell', null)],
});
const program = { ...programOf([back]), wishes: { kinds: ['wanted' as const], seq: 1 } };

type Story = ReturnType<typeof storyOf>;
const NO_MESSAGE = { messageId: '', flow: '', step: '', entryId: '', dueAt: 0 };

const isBack = (one: Story) => {
  const [at, name] = [one.now(), 'product.back_in_stock' as const];
  const event = ownEvent({ id: `back-${at}`, name, at, source: 'stammkunde', data: { product_id: '1' } });
  return one.gets(eventInput(event, { profileId: '1customer', receivedAt: at }));
};

/** How many messages who asked for the product gets of it, the first of which came to this. */
const leftAfter = (outcome: 'skipped' | 'failed', reason: OutcomeInput['reason']): number => {
  const one = storyOf(program)
    .consents()
    .hears('product.wanted', {
      customer: { email: 'jette@example.org' },
      product: { product_id: '1', price: '20.00', currency: 'EUR' },
    })
    .passes(HOUR);
  const [{ messageId, flow, step, entryId, dueAt } = NO_MESSAGE] = isBack(one).left();
  const known = { messageId, flow, step, entryId, dueAt, profileId: '1customer', receivedAt: one.now() };
  one.gets({ kind: 'outcome', inputId: `${outcome}-${messageId}`, ...known, outcome, reason });
  return isBack(one.passes(DAY)).steps().length;
};

test('sold out again, or dearer again: who asked is told when it is so once more', () => {
  expect(leftAfter('skipped', 'content-out-of-stock')).toBe(2);
  expect(leftAfter('skipped', 'content-changed')).toBe(2);
});

test('what was kept back for another reason, or did not arrive, counts as told', () => {
  expect(leftAfter('skipped', 'frequency-cap')).toBe(1);
  expect(leftAfter('failed', 'rejected')).toBe(1);
});
