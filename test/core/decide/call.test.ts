/** The step that tells another system: what it says is decided once, and nothing leaves that the flow does not name. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const call = (body: JsonObject): CompiledStep => ({
  kind: 'call',
  id: 'crm',
  url: 'https://hooks.crm.example/in?key=secret',
  body,
  next: null,
});
const telling = (body: JsonObject) =>
  storyOf(
    programOf([
      flowOf({
        id: 'tell',
        trigger: { on: 'customer.created', restart: false },
        reentry: { kind: 'never' },
        list: [call(body)],
      }),
    ]),
  )
    .consents()
    .hears('customer.created');
const callsOf = (told: ReturnType<typeof telling>) =>
  told.effects.flatMap((effect) => (effect.kind === 'call-webhook' ? [effect.call] : []));

describe('call', () => {
  it('leaves one call, with the facts that the flow names and nothing else of the customer', () => {
    const told = telling({
      event: 'joined',
      who: { email: { fact: 'customer.email' }, consent: { fact: 'consent.email' } },
      list: [{ fact: 'orders.count' }, 7, null],
      born: { fact: 'customer.birthday' },
      spent: { fact: 'orders.spent' },
    });
    const [made, ...more] = callsOf(told);
    expect(more).toEqual([]);
    expect(JSON.parse(made?.body ?? '')).toEqual({
      event: 'joined',
      who: { email: 'jette@example.org', consent: 'given' },
      list: [0, 7, null],
      born: null,
      spent: expect.anything(),
    });
    expect(made).toMatchObject({ flow: 'tell', step: 'crm', url: 'https://hooks.crm.example/in?key=secret' });
  });

  it('is told on the timeline by its host alone, because the rest may be a secret', () => {
    const told = telling({});
    const entry = told.told.find((one) => one.type === 'decision' && one.what === 'call');
    expect(entry).toMatchObject({ flow: 'tell', step: 'crm', detail: 'hooks.crm.example' });
    expect(JSON.stringify(told.told)).not.toContain('secret');
  });

  it('says money as a decimal beside its currency, and times as they are written', () => {
    const told = storyOf(
      programOf([
        flowOf({
          id: 'tell',
          trigger: { on: 'order.placed', restart: false },
          reentry: { kind: 'never' },
          list: [call({ total: { fact: 'order.total' }, at: { fact: 'orders.last_at' } })],
        }),
      ]),
    )
      .consents()
      .hears('order.placed', { order_id: 'o-1', currency: 'EUR', total: '12.90' });
    const [made] = callsOf(told as never);
    expect(JSON.parse(made?.body ?? '')).toEqual({
      total: { amount: '12.90', currency: 'EUR' },
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('has the same id in every run of the same decision, and the flow goes on at once', () => {
    const [one, other] = [callsOf(telling({})), callsOf(telling({}))];
    expect(one[0]?.callId).toBe(other[0]?.callId);
    expect(telling({}).passes(DAY).profile().enrollments).toEqual([]);
  });

  it('has another id in another run of the flow', () => {
    const again = storyOf(
      programOf([
        flowOf({ id: 'tell', trigger: { on: 'customer.created', restart: false }, list: [call({})] }),
      ]),
    );
    const ids = ['a', 'b'].map((id) =>
      callsOf(again.hears('customer.created', {}, { id }).passes(DAY) as never).map(({ callId }) => callId),
    );
    expect(new Set(ids.flat()).size).toBe(2);
  });

  it('that would be too large with its facts is not made, and told', () => {
    const told = telling({ text: 'x'.repeat(LIMITS.callBodyBytes) });
    expect(callsOf(told)).toEqual([]);
    const around = JSON.stringify({ text: '' }).length;
    expect(callsOf(telling({ text: 'x'.repeat(LIMITS.callBodyBytes - around) }))).toHaveLength(1);
    expect(callsOf(telling({ text: 'x'.repeat(LIMITS.callBodyBytes - around + 1) }))).toEqual([]);
    expect(told.told).toContainEqual(
      expect.objectContaining({ what: 'ignored', reason: 'call-too-large', detail: 'hooks.crm.example' }),
    );
  });
});
