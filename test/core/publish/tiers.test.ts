/** Loyalty tiers from settings.json to the program, and what makes one without effect. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const DAY = 24 * 60 * 60_000;
const published = (tiers: readonly object[], trigger: unknown = { on: 'order.placed' }) =>
  publishOf(
    folderWith({
      'settings.json': settingsText({ loyalty: { tiers } }),
      'flows/sample.json': flowText({ trigger }),
    }),
  );
const silver = { id: 'silver', spend: eur(20_000) };
const gold = { id: 'gold', spend: eur(50_000), within: '365d' };
const told = (tiers: readonly object[]) =>
  published(tiers)
    .problems.map(({ severity, message }) => `${severity} ${message.en}`)
    .filter((text) => text.includes('tier'));

describe('tiers', () => {
  it('are part of the program, with the time within which is bought', () => {
    expect(published([silver, gold]).program?.tiers).toEqual([
      silver,
      { id: 'gold', spend: eur(50_000), within: { ms: 365 * DAY, days: 365 } },
    ]);
    expect(published([]).program?.tiers).toBeUndefined();
  });

  it('are watched only where a flow waits for one to be reached', () => {
    const reached = { on: 'tier.reached', where: { 'event.tier': { eq: 'gold' } } };
    expect(Object.keys(published([silver, gold], reached).program?.watched ?? {})).toEqual([
      'tier silver',
      'tier gold',
    ]);
    expect(published([silver, gold]).program?.watched).toEqual({});
  });

  it('that nobody ever has are warned of: the highest comes last', () => {
    expect(told([silver, gold])).toEqual([]);
    expect(told([{ ...gold, within: undefined }, silver])).toEqual([
      expect.stringContaining(
        'warning Nobody ever has the tier "gold": whoever reaches it has reached "silver" too',
      ),
    ]);
    expect(
      told([
        { ...silver, within: '30d' },
        { ...gold, spend: eur(20_000) },
      ]),
    ).toHaveLength(1);
    expect(told([silver, { ...gold, spend: eur(20_000) }])).toEqual([]);
    expect(told([silver, { id: 'gold', spend: { amount: 100, currency: 'CHF' } }])).toEqual([]);
    expect(told([silver, { ...silver, spend: { amount: 18_000, currency: 'CHF' } }])).toEqual([]);
  });

  it('have a length of time that is one', () => {
    const { program, problems } = published([{ ...gold, within: 'a year' }]);
    expect(program).toBeUndefined();
    expect(problems.some(({ message }) => message.en.includes('is no length of time'))).toBe(true);
  });
});

describe('points', () => {
  const give = (points: object | null, trigger: object = { threshold: { points: 50 } }, status = 'live') =>
    publishOf(
      folderWith({
        'settings.json': settingsText({ loyalty: { points } }),
        'flows/sample.json': flowText({ trigger, status }),
      }),
    );
  const errors = (made: ReturnType<typeof give>) =>
    made.problems.filter(({ severity }) => severity === 'error');

  it('are part of the program, told only where somebody asks for it', () => {
    const rule = { per: eur(100), expire: '365d' };
    expect(give(rule).program?.points).toEqual({ per: eur(100), expire: { ms: 365 * DAY, days: 365 } });
    expect(give(rule, { on: 'points.changed' }).program?.points).toMatchObject({ told: true });
    expect(give(rule, { on: 'points.changed' }, 'draft').program?.points).not.toHaveProperty('told');
    expect(give(null, { on: 'order.placed' }).program?.points).toBeUndefined();
  });

  it('need a rule for a threshold, and a price above nothing', () => {
    const [none] = errors(give(null));
    expect(none?.message.en).toContain('The shop gives no points');
    expect(none?.message.de).toContain('Der Shop vergibt keine Punkte');
    const [free] = errors(give({ per: eur(0) }));
    expect(free?.message.de).toContain('kein Preis eines Punktes');
  });
});
