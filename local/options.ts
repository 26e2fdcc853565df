/** Reads the settings of `npm start` from the environment, and explains what is wrong with them. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { TOKEN_NAME } from '../adapters/providers/whatsapp-meta.ts';
import { type WebhookSecrets, webhookSecrets } from '../contract/secrets.ts';
import { type Instant, parseIso } from '../core/time/instant.ts';
import { secretNamesOf } from '../platforms/lookup.ts';
import type { Platform } from '../platforms/platform.ts';
import { PLATFORMS } from '../platforms/registry.ts';
import { BEARER, PRIVACY, WRITE_KEY, withTokensApart } from './secrets.ts';

export type LocalOptions = Readonly<{
  /** 0 picks a free port. */
  port: number;
  /** Set: the clock starts at this time and stands still between moves. Absent: it runs in real time. */
  startAt?: Instant;
  /** Absent: everything is kept in memory. */
  dataFolder?: string;
  contentFolder: string;
  /** True: report and schemas are written beside the files of the content folder, as in the cloud. */
  reportsBeside: boolean;
  secrets: WebhookSecrets;
  shops: Readonly<Record<string, readonly string[]>>;
  /**
   * `sockets` reaches the stand-ins over loopback, as on AWS; `in-process` lets several systems run in one
   * process.
   */
  transport: 'sockets' | 'in-process';
  /** Prints a line in the terminal. */
  print: (line: string) => void;
}>;

const LOCAL_SECRET = 'local-webhook-secret';
const LOCAL_WRITE_KEY = 'local-write-key';

/** Standard Webhooks writes a secret's bytes in base64, after a prefix. */
const STANDARD_SECRET = `whsec_${Buffer.from(LOCAL_SECRET).toString('base64')}`;

const localSecretFor = ({ signature }: Platform): string =>
  signature.kind === 'standard' && signature.secretIs === undefined ? STANDARD_SECRET : LOCAL_SECRET;

/** The secrets of a system on one machine, unless STAMMKUNDE_SECRETS says otherwise. */
export const DEFAULT_SECRETS: WebhookSecrets = {
  [TOKEN_NAME]: LOCAL_SECRET,
  [BEARER]: LOCAL_SECRET,
  [PRIVACY]: STANDARD_SECRET,
  [WRITE_KEY]: LOCAL_WRITE_KEY,
  ...Object.fromEntries(
    PLATFORMS.flatMap((platform) => secretNamesOf(platform).map((name) => [name, localSecretFor(platform)])),
  ),
};

const shopsSchema = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string())]).transform((domains) => [domains].flat()),
);

export const readOptions = (env: Readonly<Record<string, string | undefined>>): LocalOptions => ({
  port: readPort(env.PORT),
  startAt: readInstant(env.STAMMKUNDE_NOW),
  dataFolder: env.STAMMKUNDE_DATA ? resolve(env.STAMMKUNDE_DATA) : undefined,
  contentFolder: readFolder(env.STAMMKUNDE_CONTENT || 'content'),
  reportsBeside: true,
  secrets: {
    ...DEFAULT_SECRETS,
    ...withTokensApart(
      readJson(
        'STAMMKUNDE_SECRETS',
        env.STAMMKUNDE_SECRETS,
        webhookSecrets,
        '{"shopify": "secret", "standard": ["whsec_bmV3", "whsec_b2xk"], "bearer": "token", "privacy": "whsec_b3du"}',
      ) ?? {},
    ),
  },
  shops:
    readJson(
      'STAMMKUNDE_SHOPS',
      env.STAMMKUNDE_SHOPS,
      shopsSchema,
      '{"shopify": ["my-shop.myshopify.com"]}',
    ) ?? {},
  transport: 'sockets',
  print: (line) => process.stdout.write(`${line}\n`),
});

const readPort = (text: string | undefined): number => {
  if (!text) return 4000;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(
    `PORT is "${text}", but must be a whole number from 0 to 65535 (0 picks a free port). Example: PORT=4001 npm start`,
  );
};

const readInstant = (text: string | undefined): Instant | undefined => {
  if (!text) return undefined;
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? parseIso(text) : undefined;
  if (at !== undefined) return at;
  throw new Error(
    `STAMMKUNDE_NOW is "${text}", but must be an ISO 8601 date-time with a zone. Example: STAMMKUNDE_NOW=2026-11-20T18:00:00Z`,
  );
};

const readFolder = (text: string): string => {
  const folder = resolve(text);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new Error(
    `STAMMKUNDE_CONTENT names "${folder}", which is not a folder. It must hold settings.json, flows/ and templates/; copy content/ to begin with.`,
  );
};

const readJson = <T>(
  name: string,
  text: string | undefined,
  schema: z.ZodType<T>,
  example: string,
): T | undefined => {
  if (!text) return undefined;
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`)
    .join('; ');
  throw new Error(
    `${name} cannot be used (${wrong}). It must be a JSON object. Example: ${name}='${example}'`,
  );
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
