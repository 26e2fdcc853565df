/** Asks a running system over its control surface. */
import * as z from 'zod';

const PORT = 4000;

/** Where `npm start` listens on this machine. */
export const localUrl = (): string => `http://127.0.0.1:${process.env['PORT'] || PORT}`;

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

const ask = async <T>(url: string, schema: z.ZodType<T>): Promise<T | undefined> => {
  try {
    const answer = await fetch(url);
    return answer.ok ? schema.parse(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
};
