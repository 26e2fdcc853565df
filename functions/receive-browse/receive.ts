/**
 * Takes in what a browser told: checks key, origin and size, counts, and queues it for the browser's own id.
 * Nothing in it names a person, save a link that we signed. handler → [this] → platforms/storefront
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isAgreedToken } from '../../adapters/secrets/webhook-signature.ts';
import { keyedIdOf } from '../../core/identity/identity.ts';
import { ipOrigin } from '../../core/identity/ip-evidence.ts';
import { newestVersion } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { Answer } from '../../doors/json-answer.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';
import { isRobot } from '../../platforms/storefront/robots.ts';
import { hostsOf, readBrowserBody, STOREFRONT } from '../../platforms/storefront/storefront.ts';
import type { Told } from '../../platforms/storefront/told.ts';
import { inputsOf } from './address.ts';
import * as say from './answers.ts';
import type { ReceiveBrowseDeps } from './deps.ts';

export const receive = async (deps: ReceiveBrowseDeps, event: APIGatewayProxyEventV2): Promise<Answer> => {
  const body = bodyOf(event);
  if (typeof body !== 'string') return body;
  if (!(await showsKey(deps, event))) return say.WRONG_KEY;
  const settings = await settingsOf(deps);
  if (!mayDial(settings, event)) return say.WRONG_ORIGIN;
  if (isRobot(event.headers['user-agent'] ?? '')) return say.TAKEN;
  const { shop, tracker } = settings;
  const hosts = hostsOf(shop.url, tracker.origins);
  const read = readBrowserBody(body, { now: deps.now(), hosts, pictureHosts: tracker.pictureHosts });
  if (!read.ok) return say.unreadable(read.problem);
  const wait = await waitOf(deps, settings, {
    ip: event.requestContext.http.sourceIp,
    count: read.told.length,
  });
  return wait === undefined ? take(deps, read.told) : say.tooMany(wait);
};

const take = async (deps: ReceiveBrowseDeps, told: readonly Told[]): Promise<Answer> => {
  const refusals = told.flatMap((one) => (one.kind === 'refused' ? [one.reason] : []));
  if (refusals[0] !== undefined && refusals.length === told.length) return say.unreadable(refusals[0]);
  const addressed = await Promise.all(told.map((one) => inputsOf(deps, one)));
  const inputs = addressed.flatMap((one) => ('input' in one ? [one.input] : []));
  if (inputs.length > 0) await deps.queues.sendInputs(inputs);
  const left = addressed.flatMap((one, event) => ('reason' in one ? [{ event, reason: one.reason }] : []));
  return left.length === 0 ? say.TAKEN : say.takenInPart(inputs.length, left);
};

const bodyOf = ({ body = '', isBase64Encoded, headers }: APIGatewayProxyEventV2): string | Answer => {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LIMITS.browseBodyBytes) return say.TOO_LARGE;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return ACCEPTED.has(type) ? bytes.toString('utf8') : say.UNSUPPORTED;
};

/** Without a type comes what a browser sends that was not told any. */
const ACCEPTED: ReadonlySet<string> = new Set(['', 'text/plain', 'application/json']);

/** The key is public and keeps out only what was sent here by mistake; it can be changed like a secret. */
const showsKey = async (
  { writeKeys }: ReceiveBrowseDeps,
  { queryStringParameters }: APIGatewayProxyEventV2,
): Promise<boolean> => {
  const shown = queryStringParameters?.['key'] ?? '';
  const found = await withYoungSecret(writeKeys, (keys) => isAgreedToken(shown, keys) || undefined);
  return found === true;
};

const settingsOf = async ({ programs }: ReceiveBrowseDeps): Promise<Settings> =>
  (await programs.load((await programs.controls()).seq)).settings;

/** A page that names no origin is none of a browser's, and may be anybody's: it is let in only where all are. */
const mayDial = ({ tracker: { origins } }: Settings, { headers }: APIGatewayProxyEventV2): boolean =>
  origins.length === 0 || origins.includes((headers['origin'] ?? '').toLowerCase());

type Sender = Readonly<{ ip: string; count: number }>;

/** Milliseconds to wait; undefined where the sender, and all browsers together, are within their limits. */
const waitOf = async (
  { rateLimit, keys, now }: ReceiveBrowseDeps,
  { tracker }: Settings,
  { ip, count }: Sender,
): Promise<number | undefined> => {
  const versions = await keys();
  const key = versions[newestVersion(versions)] ?? '';
  const sender = {
    hash: keyedIdOf(key, 'browse-sender', ipOrigin(ip)),
    limit: LIMITS.browseEventsPerSender,
    windowMs: LIMITS.browseSenderWindowMs,
    count,
  };
  const wait = await rateLimit.take(sender, now());
  // Who floods is stopped before using up what is there for all.
  if (wait !== undefined) return wait;
  const all = { hash: STOREFRONT, limit: tracker.perHour, windowMs: LIMITS.browseHourMs, count };
  return rateLimit.take(all, now());
};
