/**
 * Many events at once, of many customers or of one: every accepted event must be on a timeline, and no other
 * customer has to wait.
 */
import { startSystem, type TestSystem } from '../support/local-system.ts';

const START = '2026-11-20T08:00:00Z';
const AT_ONCE = 20;

const view = (email: string, index: number): object => ({
  customer: { email, locale: 'de-DE' },
  product: { product_id: String(index), title: 'Tee', price: '1.00', currency: 'EUR' },
});

export const burst = (events: number): Promise<readonly string[]> =>
  flood(events, (index) => `burst-${index % 100}@example.org`);

export const hotCustomer = (events: number): Promise<readonly string[]> =>
  flood(events, () => 'hot@example.org');

const flood = async (events: number, emailOf: (index: number) => string): Promise<readonly string[]> => {
  const system = await startSystem(START);
  try {
    const answers = new Map<number, number>();
    const waiting = Array.from({ length: events }, (_, index) => index);
    const sender = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        const { status } = await system.tell('product.viewed', view(emailOf(index), index));
        answers.set(status, (answers.get(status) ?? 0) + 1);
        // A shop that is asked to come again later does so.
        if (status === 429 || status === 503) waiting.push(index);
      }
    };
    const senders = Array.from({ length: Math.min(AT_ONCE, events) }, sender);
    await system.tell('product.viewed', view('neighbour@example.org', 0));
    const served = waiting.length > 0;
    await Promise.all(senders);
    const told = await timelineEvents(
      system,
      new Set(Array.from({ length: events }, (_, index) => emailOf(index))),
    );
    const strange = [...answers].filter(([status]) => ![200, 429, 503].includes(status));
    return [
      ...(told === events ? [] : [`${events} events were accepted and ${told} are on timelines`]),
      ...strange.map(([status, count]) => `${count} answers with ${status}`),
      ...(served ? [] : ['another customer was answered only after the whole flood']),
    ];
  } finally {
    await system.close();
  }
};

const timelineEvents = async (system: TestSystem, emails: ReadonlySet<string>): Promise<number> => {
  let count = 0;
  for (const email of emails)
    count += (await system.view(email)).timeline.filter(({ type }) => type === 'event').length;
  return count;
};
