/** Steps by which the shop ends its marketing to somebody, and forgets somebody. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import type { ProfileState } from '../../../core/state/profile.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

type Change = Partial<CompiledFlow> & { list: readonly CompiledStep[]; id?: string };

const flow = ({ id = 'acts', ...change }: Change) =>
  flowOf({ id, trigger: { on: 'customer.created', restart: false }, reentry: { kind: 'never' }, ...change });
const story = (...flows: readonly CompiledFlow[]) => storyOf(programOf(flows)).consents();
const begun = (...list: readonly CompiledStep[]) => story(flow({ list })).hears('customer.created');
describe('stop', () => {
  const stop = (channel: 'email' | 'whatsapp', next: string | null = null): CompiledStep => ({
    kind: 'stop',
    id: 'end',
    channel,
    next,
  });

  it('withdraws the consent there, as the shop, and closes the gate of the address', () => {
    const told = begun(stop('email'));
    expect(told.profile().consents['email/marketing']).toMatchObject({ state: 'withdrawn' });
    expect(told.effects.filter(({ kind }) => kind === 'stop-marketing')).toMatchObject([
      { channel: 'email', address: 'jette@example.org' },
    ]);
    expect(told.told.findLast((entry) => entry.type === 'consent')).toMatchObject({
      state: 'withdrawn',
      channel: 'email',
      evidence: { source: "shop's own rule", flow: 'acts', step: 'end' },
    });
    expect(told.told).toContainEqual(expect.objectContaining({ what: 'stopped', detail: 'email' }));
  });

  it('lets no later marketing leave there, and transactional mail as before', () => {
    const later = [stop('email', 'pause'), wait('pause', HOUR, 'mail'), send('mail', null)];
    expect(
      begun(...later)
        .passes(2 * HOUR)
        .skipped(),
    ).toEqual(['mail skipped no-legal-basis']);
    const contract = story(flow({ list: later, purpose: 'transactional' })).hears('customer.created');
    expect(contract.passes(2 * HOUR).steps()).toEqual(['mail']);
  });

  it('is lifted by a double opt-in that is dated after it', () => {
    const told = begun(stop('email')).passes(HOUR).consents();
    expect(told.profile().consents['email/marketing']).toMatchObject({ state: 'given' });
  });

  it('closes the gate of every address of the channel: of the number and of the id that WhatsApp knows', () => {
    const known = { phone: '+491713920011', whatsappId: 'DE.13491' };
    const keep = (state: ProfileState): ProfileState =>
      state.kind === 'live' ? { ...state, person: { ...state.person, ...known } } : state;
    const both = storyOf(programOf([flow({ list: [stop('whatsapp')] })]), { keep }).consents();
    both.hears('customer.created');
    expect(
      both.effects.flatMap((effect) => (effect.kind === 'stop-marketing' ? [effect.address] : [])),
    ).toEqual(['+491713920011', 'DE.13491']);
  });

  it('writes to no gate where there is no address, and stops the channel all the same', () => {
    const told = begun(stop('whatsapp'));
    expect(told.effects.filter(({ kind }) => kind === 'stop-marketing')).toEqual([]);
    expect(told.profile().consents).toMatchObject({
      'whatsapp/marketing': { state: 'withdrawn' },
      'email/marketing': { state: 'given' },
    });
  });

  it('withdraws once, also in a flow that a withdrawal begins', () => {
    const again = flow({
      id: 'again',
      trigger: { on: 'consent.withdrawn', restart: false },
      reentry: { kind: 'always' },
      list: [stop('email')],
    });
    const told = story(flow({ list: [stop('email')] }), again)
      .hears('customer.created')
      .passes(2 * DAY);
    expect(told.profile().history['consent.withdrawn']?.count).toBe(1);
    expect(told.decisions().filter((line) => line === 'stopped')).toHaveLength(2);
    expect(told.profile().enrollments).toEqual([]);
  });

  it('is heard as a withdrawal of marketing, at the end of a chain of flows up to its bound', () => {
    const chain = (length: number) => {
      const emits = Array.from({ length }, (_, n) =>
        flow({
          id: `f${n}`,
          trigger: { on: n === 0 ? 'customer.created' : `acme.e${n}`, restart: false },
          list: [{ kind: 'emit', id: 'next', event: `acme.e${n + 1}`, next: null }],
        }),
      );
      const last = flow({
        id: 'last',
        trigger: { on: `acme.e${length}`, restart: false },
        list: [stop('email')],
      });
      const told = story(...emits, last).hears('customer.created').told;
      return told.filter((entry) => entry.type === 'event' && entry.event === 'consent.withdrawn');
    };
    expect(chain(LIMITS.emitsInARow - 1)).toMatchObject([
      { data: { channel: 'email', purpose: 'marketing' } },
    ]);
    expect(chain(LIMITS.emitsInARow)).toEqual([]);
  });

  it('is heard by flows that a withdrawal ends', () => {
    const other = flow({ id: 'other', exitOn: ['consent.withdrawn'], list: [wait('pause', DAY, null)] });
    const told = story(flow({ list: [wait('w', HOUR, 'end'), stop('email')] }), other).hears(
      'customer.created',
    );
    expect(told.passes(HOUR).profile().enrollments).toEqual([]);
    expect(told.decisions()).toContain('exited exit');
  });
});

describe('forget', () => {
  it('orders the erasure, ends the flow and says why', () => {
    const told = begun(send('last', 'gone'), { kind: 'forget', id: 'gone' });
    expect(told.effects.at(-1)).toMatchObject({ kind: 'forget', profileId: '1customer', at: told.now() });
    expect(told.decisions().slice(-2)).toEqual(['forgotten', 'completed completed']);
    expect(told.profile().enrollments).toEqual([]);
  });
});
