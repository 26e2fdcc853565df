/**
 * The walk of a shop that leaves as an input, in its present form and in the older one that may still be on
 * its way.
 */
import { describe, expect, it } from 'vitest';
import { timerPayload } from '../../../contract/timer.ts';
import { LIMITS } from '../../../core/limits.ts';
import { ERASE_SHOP_GROUP, fallingDue, nextStretch, released } from '../../../core/state/erase-shop.ts';
import type { EraseShopInput } from '../../../core/state/input.ts';
import { inputSchema } from '../../../core/state/input-schema.ts';
import { timerInput } from '../../../core/state/timer-input.ts';

const AT = Date.parse('2026-12-03T08:00:00Z');
const walk: EraseShopInput = {
  kind: 'erase-shop',
  inputId: 'i',
  profileId: ERASE_SHOP_GROUP,
  receivedAt: AT,
  shop: 'tea.example',
};
/** Sort keys of the table may hold spaces. */
const PLACE = 'profile#1a b\n2 c';

describe('a walk', () => {
  it('goes on from the place it came to, dated as it began', () => {
    expect(nextStretch(walk, PLACE)).toMatchObject({ shop: 'tea.example', receivedAt: AT, after: PLACE });
  });

  it('has one id per place, so that a stretch walked twice goes on once', () => {
    const ids = [nextStretch(walk, 'a'), nextStretch(walk, 'a'), nextStretch(walk, 'b')].map(
      ({ inputId }) => inputId,
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('i');
  });

  it('comes back from its timer as it went', () => {
    const further = nextStretch(walk, PLACE);
    expect(inputSchema.parse({ ...further, correlationId: 'r-1' })).toEqual(further);
    expect(timerPayload.parse({ ...further, correlationId: 'r-1' })).toMatchObject({ after: PLACE });
  });
});

describe('a walk begins', () => {
  it('when the waiting time is over, dated then, or at once at a command, dated now', () => {
    const begun = { kind: 'erase-shop', profileId: ERASE_SHOP_GROUP, shop: 'tea.example' };
    const due = fallingDue('tea.example', AT);
    expect(due).toEqual({
      ...begun,
      inputId: due.inputId,
      receivedAt: AT + LIMITS.shopErasureWaitMs,
      askedAt: AT,
    });
    const now = released('tea.example', AT);
    expect(now).toEqual({ ...begun, inputId: now.inputId, receivedAt: AT, go: true });
    const others = [
      fallingDue('tea.example', AT + 1),
      released('tea.example', AT + 1),
      fallingDue('b.example', AT),
    ];
    expect(new Set([due, now, ...others].map(({ inputId }) => inputId)).size).toBe(5);
  });
});

describe('a timer', () => {
  const old = timerInput({
    timerId: 't',
    profileId: ERASE_SHOP_GROUP,
    entryId: `tea.example ${AT} ${PLACE}`,
    at: AT + 60_000,
  });

  it('of a walk that was armed before the walk was an input goes on with it', () => {
    expect(inputSchema.parse(old)).toEqual({ ...walk, inputId: 't', after: PLACE });
  });

  it('of an enrollment stays what it is, whether it carries an id of a request or not', () => {
    const timer = timerInput({ timerId: 't', profileId: '1a', entryId: 'e', at: AT });
    expect(inputSchema.parse(timer)).toEqual(timer);
    expect(inputSchema.parse({ ...timer, correlationId: 'r-1' })).toEqual(timer);
  });
});
