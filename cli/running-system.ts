/** Asks a running system over its control surface. */
import * as z from 'zod';
import type { Why } from '../core/explain/why.ts';
import { present } from '../core/present.ts';

const PORT = 4000;

/** Where `npm start` listens on this machine. */
export const localUrl = (): string => `http://127.0.0.1:${process.env['PORT'] || PORT}`;

/** What a command says where no system answers. */
export const SILENT = {
  de: (url: string) => `Unter ${url} antwortet kein System. Starten Sie es mit: npm start`,
  en: (url: string) => `No system answers at ${url}. Start it with: npm start`,
} as const;

const delivery = z.object({
  number: z.int(),
  platform: z.string(),
  at: z.string(),
  httpStatus: z.int(),
  answer: z.string(),
  reason: z.string().optional(),
  topic: z.string().optional(),
});

/** The last webhooks of a platform, the newest at the end; undefined where no such system answers. */
export const readDeliveries = async (base: string, platform: string) =>
  await ask(`${base}/local/deliveries?platform=${platform}`, z.array(delivery));

/** Why the newest payload of the platform that was not understood was kept. */
export const lastReason = async (base: string, platform: string): Promise<string | undefined> => {
  const kept = await ask(
    `${base}/local/quarantine`,
    z.array(z.object({ platform: z.string(), at: z.string(), reason: z.string() })),
  );
  return kept
    ?.filter((one) => one.platform === platform)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)?.reason;
};

const words = z.object({ de: z.string(), en: z.string() });
const aboutFlow = { at: z.string(), flow: z.string().optional(), step: z.string().optional() };
const why = z.object({
  identity: z.string(),
  zone: z.string(),
  sentences: z.array(
    z.object({
      ...{ ...aboutFlow, outcome: z.string().optional(), reason: z.string().optional(), text: words },
    }),
  ),
  planned: z.array(
    z.object({
      ...aboutFlow,
      flow: z.string(),
      step: z.string(),
      reason: z.string().optional(),
      text: words,
    }),
  ),
  stands: z.array(words),
});

/** Undefined where no such system answers. */
export const readWhy = async (base: string, identity: string): Promise<Why | 'nobody' | undefined> => {
  try {
    const answer = await fetch(`${base}/local/explanations/${encodeURIComponent(identity)}`);
    if (answer.status === 404) return 'nobody';
    return answer.ok ? present(why.parse(await answer.json())) : undefined;
  } catch {
    return undefined;
  }
};

const ask = async <T>(url: string, schema: z.ZodType<T>): Promise<T | undefined> => {
  try {
    const answer = await fetch(url);
    return answer.ok ? schema.parse(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
};

/** What a system answers: something found, a problem in its own words, or neither where there is no system. */
export type Answered = Readonly<{ found?: unknown; problem?: string }>;

export const askFigures = async (base: string, path: string): Promise<Answered> => {
  try {
    const answer = await fetch(base + path);
    const body: unknown = await answer.json();
    return answer.ok ? { found: body } : { problem: z.object({ error: z.string() }).parse(body).error };
  } catch {
    return {};
  }
};
