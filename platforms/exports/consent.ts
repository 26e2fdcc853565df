/** What the files say about consent, as events; what proves nothing becomes a tag (rule 10). */
import { UNPROVEN_CONSENT } from '../../core/consent/unproven.ts';
import { present } from '../../core/present.ts';
import { type Instant, toIso } from '../../core/time/instant.ts';
import type { Stop, ToldEvent } from './format.ts';

export type Agreement = Readonly<{
  /** When they agreed; a consent without a date is none. */
  at?: Instant | undefined;
  /** Set where the file shows that the address itself has confirmed. */
  confirmed?: Readonly<{ requestedAt: Instant }> | undefined;
}>;

export type Standing =
  | Readonly<{ kind: 'none' }>
  | (Readonly<{ kind: 'agreed' }> & Agreement)
  | Readonly<{ kind: 'stopped'; at: Instant; by: Stop['by'] }>;

/** The events beside the record, the stops, and the record's tags. */
export type Told = Readonly<{
  events: readonly ToldEvent[];
  stops: readonly Stop[];
  tags: readonly string[];
}>;

export const consentOf = (email: string, standing: Standing, source: string): Told => {
  switch (standing.kind) {
    case 'none':
      return { events: [], stops: [], tags: [] };
    case 'stopped':
      return stopped(email, standing);
    case 'agreed':
      return standing.at === undefined
        ? { events: [], stops: [], tags: [UNPROVEN_CONSENT] }
        : { events: [given(email, standing, standing.at, source)], stops: [], tags: [] };
  }
};

const given = (email: string, { confirmed }: Agreement, at: Instant, source: string): ToldEvent => ({
  name: 'consent.given',
  at,
  data: {
    customer: { email },
    channel: 'email',
    purpose: 'marketing',
    basis: confirmed ? 'double-opt-in' : 'single-opt-in',
    evidence: present({
      source: `import from ${source}`,
      confirmed_at: toIso(at),
      requested_at: confirmed && toIso(confirmed.requestedAt),
    }),
  },
});

/** Leaving ends marketing; a bounce, a complaint and an entry by hand end everything. */
export const stopped = (email: string, { at, by }: Readonly<{ at: Instant; by: Stop['by'] }>): Told => {
  const about = { customer: { email }, channel: 'email' };
  const event: ToldEvent =
    by === 'unsubscribe'
      ? { name: 'consent.withdrawn', at, data: { ...about, purpose: 'marketing' } }
      : { name: 'suppression.added', at, data: { ...about, reason: by } };
  return { events: [event], stops: [{ address: email, at, by }], tags: [] };
};
