/** A browser that came by a link of ours: whose it is from then on, and whose it is not (rule 10). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { BROWSER_RECOGNISED, type DomainEvent, type JsonObject } from '../../../core/events/event.ts';
import type { ProfileState } from '../../../core/state/profile.ts';
import { HOUR } from '../../support/flows.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const browser = { kind: 'anonymous', value: 'client:b-1', profileId: '4browser' } as const;
const recognised = (data: JsonObject = { made_at: START - HOUR }): DomainEvent =>
  heard('1own', { id: 'r', name: BROWSER_RECOGNISED, identities: [browser], data }).event;
const met = (state: ProfileState | undefined, data?: JsonObject) =>
  decide(state, { ...heard('1own', { id: 'r', name: 'x' }), event: recognised(data) }, rules, START);

describe('a browser that is recognised', () => {
  it('is linked to the customer of the link, and is no event of theirs', () => {
    const { state, effects, changed, record } = met(knownAs('1own'));
    expect(changed).toBe(true);
    expect(effects).toEqual([
      { kind: 'link-identity', id: 'link-4browser', from: '4browser', into: '1own', at: START },
    ]);
    expect(state).toMatchObject({ identities: [{ kind: 'anonymous', value: 'client:b-1' }], history: {} });
    expect(record).toBeUndefined();
  });

  it('once more changes nothing', () => {
    const known = knownAs('1own', { identities: [{ kind: 'anonymous', value: 'client:b-1' }] });
    expect(met(known)).toEqual({ state: known, effects: [], changed: false });
  });

  it.each<[string, ProfileState | undefined, JsonObject?]>([
    ['by a link to nobody we know', undefined],
    ['by a link to somebody who was erased', knownAs('1own', { since: START, erasedAt: START })],
    ['by a link from before an erasure', knownAs('1own', { erasedAt: START - HOUR })],
    ['by a link that does not say when it was made', knownAs('1own'), {}],
  ])('%s stays unknown', (_what, state, data) => {
    expect(met(state, data)).toMatchObject({ effects: [], changed: false });
  });

  it('by a link from after an erasure is linked again', () => {
    expect(met(knownAs('1own', { erasedAt: START - HOUR - 1 })).effects).toHaveLength(1);
  });
});
