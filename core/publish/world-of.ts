/** Gathers the names and facts that flows and segments are checked against. */
import { CALL_EVENT_NAMES, CATALOGUE_EVENT_NAMES, EVENT_NAMES } from '../events/event.ts';
import { present } from '../present.ts';
import type { CouponPool } from '../program/coupon-pool.ts';
import type { World } from './check.ts';
import type { PoolsRead } from './compile-pools.ts';
import { eventFieldsIn, languagesWithout, needsIn } from './compile-templates.ts';
import type { Content } from './content-files.ts';
import { classify } from './paths.ts';
import type { SettingsRead } from './read-settings.ts';
import { segmentIds } from './segments.ts';
import { shopCurrency } from './shop-currency.ts';

/**
 * The names that flows may refer to. Names that depend on a broken setting are left out, so that no flow is
 * checked against a guess.
 */
export const worldOf = (content: Content, { value, unclear }: SettingsRead, { pools }: PoolsRead): World => {
  const reserved: readonly string[] = [...CATALOGUE_EVENT_NAMES, ...CALL_EVENT_NAMES];
  const own = value.customEvents.filter((event) => !reserved.includes(event));
  return present<World>({
    templates: {
      email: languagesOf(content, 'template'),
      whatsapp: languagesOf(content, 'whatsapp-template'),
    },
    events: unclear.includes('customEvents') ? undefined : [...EVENT_NAMES, ...own],
    channels: unclear.includes('whatsapp') ? undefined : value.whatsapp ? ['email', 'whatsapp'] : ['email'],
    locales: unclear.includes('locales') ? undefined : value.locales,
    tiers: unclear.includes('loyalty') ? undefined : (value.loyalty?.tiers ?? []).map(({ id }) => id),
    contact: unclear.includes('contact') ? undefined : value.contact.email !== undefined,
    points: unclear.includes('loyalty') ? undefined : value.loyalty.points !== null,
    segments: segmentIds(content),
    existingCustomers: unclear.includes('existingCustomers') ? undefined : value.existingCustomers,
    lacksOf: (template, lack) => languagesWithout(content, template, lack),
    eventFields: (channel, template) => eventFieldsIn(content, channel, template),
    currency: shopCurrency(value, unclear),
    coupons: { pools: endsOf(pools), needs: (channel, template) => needsIn(content, channel, template) },
  });
};

const endsOf = (pools: PoolsRead['pools']) =>
  Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => [
      name,
      // A file with errors is not held against flows.
      { ends: pool === undefined || endsByItself(pool) },
    ]),
  );

const endsByItself = (pool: CouponPool): boolean =>
  (pool.kind === 'one' && pool.until !== undefined) || (pool.kind === 'shop' && pool.validFor !== undefined);

const languagesOf = (
  { paths }: Content,
  kind: 'template' | 'whatsapp-template',
): Record<string, string[]> => {
  const templates: Record<string, string[]> = {};
  for (const path of paths) {
    const place = classify(path);
    if (place.kind === kind) templates[place.name] = [...(templates[place.name] ?? []), place.locale];
  }
  return templates;
};
