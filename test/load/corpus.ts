/**
 * Thousands of altered webhooks against `npm start` in a process of its own: every one is answered in time and
 * properly, whatever was accepted is applied or kept, and no order counts twice.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { signStandard } from '../../local/signing.ts';
import { startProcess } from '../kill/process.ts';
import { speakTo } from '../support/local-system.ts';
import { alteredRequest, type Sent } from './altered.ts';
import { type Ends, endsOf, type Taken } from './conserved.ts';

const START = '2026-11-20T18:00:00Z';
const NOW = Date.parse(START);
const AT_ONCE = 16;
/** A request that takes longer than this hangs, on however busy a machine. */
const HANG_MS = 60_000;
/** Every so many requests an honest order comes in between, every so many one is sent three times at once. */
const [HONEST_EVERY, REPEAT_EVERY] = [20, 9] as const;
const BUYERS = 10;
const KB_PER_MB = 1_024;
/** What the resident memory may grow by in the second half, the payloads that are kept aside apart. */
const GROWTH_MB = 150;

export type CorpusFigures = Readonly<{
  answers: ReadonlyMap<number, number>;
  statuses: ReadonlyMap<string, number>;
  ends: Ends;
  residentMb: readonly number[];
  slowestMs: number;
  problems: readonly string[];
}>;

/** `answer` is its one word, `reason` why it was ignored. */
type Heard = Readonly<{ status: number; answer: string; reason?: string | undefined; ms: number }>;

const isTaken = (answer: string): answer is Taken['status'] =>
  answer === 'accepted' || answer === 'quarantined';

export const hostileCorpus = async (count: number): Promise<CorpusFigures> => {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  const running = await startProcess(folder, START);
  const system = speakTo(running.url);
  const tally = createTally();
  const residentMb: number[] = [];
  const taken: Taken[] = [];
  let [next, orders] = [0, 0];
  /** The same order three times, under two ids: twice at once, and once more. */
  const honestOrder = async (): Promise<void> => {
    const order = orders++;
    const copies = [order, order].map((one) => tellOrder(running.url, one, 'a'));
    for (const one of await Promise.all(copies)) tally.honest(order, one);
    tally.honest(order, await tellOrder(running.url, order, 'b'));
  };
  const altered = async (number: number): Promise<void> => {
    const sent = alteredRequest(number, NOW);
    const times = number % REPEAT_EVERY === 0 ? 3 : 1;
    const all = await Promise.all(Array.from({ length: times }, () => post(running.url, sent)));
    for (const heard of all) tally.add(sent, heard);
    const [status] = all.map(({ answer }) => answer).filter(isTaken);
    if (status) taken.push({ ...sent, platform: sent.path.split('/')[2] ?? '', status });
  };
  const sender = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      if (number % Math.ceil(count / 10) === 0) residentMb.push(residentMbOf(running.pid));
      if (number % HONEST_EVERY === 0) await honestOrder();
      await altered(number);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    // Whatever is asked for now waits until everything that was accepted is worked off.
    const kept = (await (await system.get('/local/quarantine')).json()) as readonly unknown[];
    residentMb.push(residentMbOf(running.pid));
    const { counts } = (await (await system.get('/local/health')).json()) as Health;
    const counted = await countedOrders(system);
    await running.kill();
    const { ends, problems } = await endsOf(folder, taken, NOW);
    return {
      ...tally.figures(),
      ends,
      residentMb,
      problems: [
        ...tally.problems(),
        ...problems,
        ...(counts.inputs === 0 ? [] : [`${counts.inputs} inputs were accepted and not applied`]),
        ...(counts.deadLetters === 0 ? [] : [`${counts.deadLetters} inputs ended as dead letters`]),
        ...(kept.length > 0 || tally.quarantined() === 0 ? [] : ['nothing of what was kept aside is there']),
        ...(counted === orders ? [] : [`${orders} orders were placed and ${counted} count`]),
        ...grown(residentMb),
      ],
    };
  } finally {
    await running.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

type Health = Readonly<{ counts: Readonly<{ inputs: number; deadLetters: number; quarantined: number }> }>;

const createTally = () => {
  const answers = new Map<number, number>();
  const statuses = new Map<string, number>();
  const problems: string[] = [];
  let slowestMs = 0;
  const count = ({ status, answer, ms }: Heard): void => {
    answers.set(status, (answers.get(status) ?? 0) + 1);
    statuses.set(answer, (statuses.get(answer) ?? 0) + 1);
    slowestMs = Math.max(slowestMs, ms);
  };
  return {
    add: ({ how, fixture }: Sent, heard: Heard): void => {
      count(heard);
      if (heard.status >= 500 || heard.status === 0)
        problems.push(`${fixture}, ${how}: ${heard.status} ${heard.answer}`);
      else if (heard.answer === 'ignored' && !heard.reason)
        problems.push(`${fixture}, ${how}: ignored without a reason`);
      else if (how === 'wrong signature' && heard.status < 400)
        problems.push(`${fixture} with a wrong signature: ${heard.status}`);
    },
    honest: (order: number, heard: Heard): void => {
      count(heard);
      if (heard.status !== 200) problems.push(`the honest order ${order}: ${heard.status} ${heard.answer}`);
    },
    quarantined: (): number => statuses.get('quarantined') ?? 0,
    problems: (): readonly string[] => problems,
    figures: () => ({ answers, statuses, slowestMs }),
  };
};

const post = async (url: string, { path, headers, body }: Pick<Sent, 'path' | 'headers' | 'body'>) => {
  const began = performance.now();
  try {
    const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(HANG_MS) };
    const answer = await fetch(url + path, init);
    const text = await answer.text();
    return { status: answer.status, ...wordOf(text), ms: performance.now() - began };
  } catch (error) {
    const answer = error instanceof Error ? error.name : 'no answer';
    return { status: 0, answer, ms: performance.now() - began };
  }
};

const wordOf = (text: string): Pick<Heard, 'answer' | 'reason'> => {
  try {
    const told = JSON.parse(text) as { status?: string; error?: string; reason?: string };
    return { answer: told.error ?? told.status ?? 'no word', reason: told.reason };
  } catch {
    return { answer: 'no word' };
  }
};

const buyerOf = (order: number): string => `buyer-${order % BUYERS}@example.org`;

const tellOrder = (url: string, order: number, copy: string): Promise<Heard> => {
  const event = {
    type: 'order.placed',
    timestamp: START,
    data: {
      order_id: `honest-${order}`,
      currency: 'EUR',
      total: '10.00',
      customer: { email: buyerOf(order) },
      items: [{ product_id: '1', title: 'Tee', quantity: 1, unit_price: '10.00' }],
    },
  };
  const { path, headers, body } = signStandard(DEFAULT_SECRETS, `order-${order}-${copy}`, event, NOW);
  return post(url, { path, headers, body: new Uint8Array(Buffer.from(body)) });
};

type Spender = Readonly<{ spent?: Record<string, number> }>;

/** By what the buyers have spent: an order that counts twice is spent twice. */
const countedOrders = async (system: ReturnType<typeof speakTo>): Promise<number> => {
  let cents = 0;
  for (let buyer = 0; buyer < BUYERS; buyer += 1) {
    // Of few orders not every buyer has one, and then nobody knows him.
    const { profile } = (await system.view(buyerOf(buyer))) as { profile?: Spender };
    const { spent = {} } = profile ?? {};
    cents += spent['EUR'] ?? 0;
  }
  return cents / CENTS_PER_ORDER;
};

const CENTS_PER_ORDER = 1_000;

const grown = (residentMb: readonly number[]): readonly string[] => {
  const [middle = 0, last = 0] = [residentMb[Math.floor(residentMb.length / 2)], residentMb.at(-1)];
  return last - middle < GROWTH_MB ? [] : [`the resident memory grew from ${middle} to ${last} MB`];
};

/** As Linux states it; 0 where it cannot be read. */
const residentMbOf = (pid: number): number => {
  try {
    const [, kb = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kb) / KB_PER_MB);
  } catch {
    return 0;
  }
};
