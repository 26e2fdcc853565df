/**
 * Reads a command: checks its signature, and finds which command it is and whom it names. All of that is in
 * the signed body.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { verifySignature } from '../../adapters/secrets/webhook-signature.ts';
import { boundedName } from '../../core/bounded.ts';
import { id } from '../../core/events/event-fields.ts';
import { customerSchema } from '../../core/events/event-schemas.ts';
import { readTolerantly } from '../../core/events/read-tolerantly.ts';
import { isProfileId } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import { CHANNELS } from '../../core/reason.ts';
import { type Answer, refusal } from '../../doors/json-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import { platformNames, platformOf } from '../../platforms/lookup.ts';
import type { PrivacyDeps } from './deps.ts';

/** The last part of the address names the command too, and must name the same one as the body. */
export const COMMANDS = [
  'export',
  'erase',
  'suppress',
  'waiting-shops',
  'release-shop',
  'refuse-shop',
] as const;

export type PrivacyRequest = Readonly<{
  order: Order;
  /** The delivery's own id, which is signed too. */
  id: string;
  format: 'json' | 'html';
  event: APIGatewayProxyEventV2;
}>;

type Read =
  | Readonly<{ request: PrivacyRequest; refused?: never }>
  | Readonly<{ request?: never; refused: Answer }>;

export const readRequest = async (deps: PrivacyDeps, event: APIGatewayProxyEventV2): Promise<Read> => {
  const named = COMMANDS.find((name) => name === event.pathParameters?.['command']);
  if (!named) return { refused: UNKNOWN };
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > BODY_BYTES)
    return { refused: refusal(413, 'too-large', `A command has at most ${BODY_BYTES} bytes.`) };
  if (!(await isSigned(deps, event, body))) return { refused: UNSIGNED };
  const read = orderSchema.safeParse(asJson(body.toString('utf8')));
  if (!read.success)
    return { refused: refusal(400, 'malformed', `${wrongIn(read.error)} ${exampleOf(named)}`) };
  if (read.data.command !== named) return { refused: ANOTHER };
  const format = event.queryStringParameters?.['format'] === 'html' ? 'html' : 'json';
  return { request: { order: read.data, id: event.headers['webhook-id'] ?? '', format, event } };
};

const BODY_BYTES = 10_000;

const exampleOf = (command: (typeof COMMANDS)[number]): string => {
  const shown = command.endsWith('-shop')
    ? { command, shop: 'tea.example' }
    : command === 'waiting-shops'
      ? { command }
      : { command, identity: { email: 'jette@example.org' } };
  return `Send JSON such as ${JSON.stringify(shown)}; an identity may also be a phone, customer_id or profile_id.`;
};

const UNKNOWN = refusal(
  404,
  'unknown-command',
  `The address ends in /privacy/ and one of ${COMMANDS.join(', ')}.`,
);
const ANOTHER = refusal(
  400,
  'another-command',
  'The signed body names another command than the address. What is signed for one command is no other one.',
);
const UNSIGNED = refusal(
  401,
  'signature-wrong',
  'Commands carry a Standard Webhooks signature, made within the last five minutes with the secret for privacy commands. The secrets of platforms and bearer tokens open nothing here.',
);

const isSigned = async (
  { secrets, now }: PrivacyDeps,
  { headers }: APIGatewayProxyEventV2,
  body: Uint8Array,
): Promise<boolean> => {
  const scheme = { kind: 'standard' } as const;
  const valid = await withYoungSecret(secrets, (known) =>
    verifySignature({ scheme, headers, body, secrets: known, now: now() }) === 'valid' ? true : undefined,
  );
  return valid === true;
};

/** Reads each field on its own, so that a mistyped address is refused and not left out. */
const identitySchema = z
  .object({
    email: z.string().optional(),
    phone: z.string().optional(),
    country: z.string().optional(),
    customer_id: id.optional(),
    /** The platform of the customer id; ids are unique per platform only. */
    platform: z
      .string()
      .refine((name) => platformOf(name) !== undefined, {
        error: () => `is none of ${platformNames().join(', ')}`,
      })
      .optional(),
    profile_id: z.string().refine(isProfileId, 'is no profile id').optional(),
  })
  .transform((named, context) => {
    const read = readTolerantly(customerSchema, named);
    const { email, phone, customer_id: customerId } = read.ok ? read.data : {};
    if (named.email !== undefined && email === undefined)
      context.addIssue({ code: 'custom', path: ['email'], message: 'is no e-mail address' });
    if (named.phone !== undefined && phone === undefined)
      context.addIssue({ code: 'custom', path: ['phone'], message: 'is no phone number' });
    const { platform, profile_id: profileId } = named;
    if (email === undefined && phone === undefined && customerId === undefined && profileId === undefined)
      context.addIssue({ code: 'custom', message: 'names nobody' });
    return { email, phone, customerId, platform, profileId };
  });

const shop = boundedName(LIMITS.textChars);

/** Strict, so that a mistyped field is refused and not ignored. */
const orderSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.enum(['export', 'erase']), identity: identitySchema }),
  z.strictObject({
    command: z.literal('suppress'),
    identity: identitySchema,
    /** Whether to stop an address or to lift the stop. */
    action: z.enum(['add', 'remove']).default('add'),
    channel: z.enum(CHANNELS).optional(),
  }),
  z.strictObject({ command: z.literal('waiting-shops') }),
  z.strictObject({ command: z.enum(['release-shop', 'refuse-shop']), shop }),
]);

export type Order = z.infer<typeof orderSchema>;
/** Commands about one person. */
export type PersonOrder = Extract<Order, { identity: unknown }>;
/** An operator's decision about a shop that left. */
export type ShopOrder = Extract<Order, { shop: string }>;

const wrongIn = (error: z.ZodError): string =>
  `${error.issues
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ')
    .slice(0, LIMITS.textChars)}.`;

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
