/**
 * Bugs planted where somebody says who they are: what was only typed counts, and reaches whom it should not.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { pack, unpack } from '../../../adapters/dynamodb/packed.ts';
import type { Functions } from '../../../local/functions.ts';
import { DEFAULT_SECRETS } from '../../../local/options.ts';
import { signCommand, signStandard } from '../../../local/signing.ts';
import { request } from '../../support/webhooks.ts';
import type { Tamper } from '../faults.ts';
import { SMALL } from '../sizes.ts';
import { advanceSees } from './at-the-edges.ts';
import { inEvents } from './in-events.ts';
import { withProgram } from './in-the-calls.ts';
import type { Kit, Planted } from './planted.ts';

type Customer = Readonly<{ email?: string; phone?: string }>;
/** Every identity counts as if the shop's record of the account said so. */
const takesTypedForProof = inEvents(({ identities }) => {
  for (const identity of identities) if (identity.kind !== 'anonymous') identity.by ??= 'account';
});

/** Only of the address itself, which merges nobody, but gives what was typed the weight of a proof. */
const typedFactsReplace = inEvents(({ identities }, { profileId }) => {
  for (const identity of identities) if (identity.profileId === profileId) identity.by ??= 'account';
});

type StateItem = { Item: Record<string, Record<string, string>> };
type State = {
  person?: Readonly<{ emailTag?: string; phoneTag?: string }>;
  consents?: Record<string, { for?: string }>;
};

/** A consent is taken to be for whatever address its holder has by now. */
const consentsMoveAlong: Tamper = (handle, task, { operation, text }) => {
  if (task.name !== 'advance' || operation !== 'PutItem' || !text.includes('"state"')) return handle;
  const put = JSON.parse(text) as StateItem;
  const state = unpack<State>(Buffer.from(put.Item['state']?.['B'] ?? '', 'base64'));
  if (!state?.consents) return handle;
  for (const [key, consent] of Object.entries(state.consents)) {
    const tag = key.startsWith('email/') ? state.person?.emailTag : state.person?.phoneTag;
    if (tag !== undefined) consent.for = tag;
  }
  put.Item['state'] = { B: Buffer.from(pack(state)).toString('base64') };
  return (request) => handle({ ...request, body: JSON.stringify(put) });
};

const textOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString('utf8');

/** The address and the number in a body, wherever the platform puts them. */
const namedIn = (event: APIGatewayProxyEventV2): Customer => {
  const text = textOf(event);
  const last = (pattern: RegExp): string | undefined => text.match(pattern)?.at(-1);
  const email = last(/"email":"([^"]+)"/g)?.slice(9, -1);
  const phone = last(/\+\d{8,}/g);
  return { ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
};

type Told = Readonly<{ type: string; data: object }>;

const asWebhook = (kit: Kit, id: string, { type, data }: Told): APIGatewayProxyEventV2 => {
  const timestamp = new Date(kit.runtime.now()).toISOString();
  const { headers, body } = signStandard(DEFAULT_SECRETS, id, { type, timestamp, data }, kit.runtime.now());
  return request('standard', Buffer.from(body), { ...headers });
};

let asked = 0;
const newId = (): string => {
  asked += 1;
  return `planted-${asked}`;
};

const isErasure = (event: APIGatewayProxyEventV2): boolean =>
  event.headers['x-shopify-topic'] === 'customers/redact' ||
  event.pathParameters?.['command'] === 'erase' ||
  textOf(event).includes('"type":"customer.erased"');

/** Whose addresses stood beside a number, the last one at the end, over all instances of a world. */
const beside = new WeakMap<Kit['standIns'], Map<string, readonly string[]>>();

const remembers = (functions: Functions, { standIns }: Kit) => {
  const known = beside.get(standIns) ?? new Map<string, readonly string[]>();
  beside.set(standIns, known);
  const receiveWebhook: Functions['receiveWebhook'] = (event) => {
    const { email, phone } = namedIn(event);
    if (email !== undefined && phone !== undefined) known.set(phone, [...(known.get(phone) ?? []), email]);
    return functions.receiveWebhook(event);
  };
  return { known, receiveWebhook };
};

/** Whoever was named beside the number is forgotten too. */
const erasesByNumber = (functions: Functions, kit: Kit): Functions => {
  const { known, receiveWebhook } = remembers(functions, kit);
  const alsoByNumber = async (event: APIGatewayProxyEventV2): Promise<void> => {
    const { phone = '' } = namedIn(event);
    const others = isErasure(event) ? (known.get(phone) ?? []) : [];
    for (const email of others)
      await functions.receiveWebhook(
        asWebhook(kit, newId(), { type: 'customer.erased', data: { customer: { email } } }),
      );
  };
  return {
    ...functions,
    receiveWebhook: async (event) => {
      await alsoByNumber(event);
      return receiveWebhook(event);
    },
    privacy: async (event) => {
      await alsoByNumber(event);
      return functions.privacy(event);
    },
  };
};

/** STOP from a number ends the consents of whose address it was typed beside. */
const hearsStopOfTyped = (functions: Functions, kit: Kit): Functions => {
  const { known, receiveWebhook } = remembers(functions, kit);
  const withdraw = async (told: string): Promise<void> => {
    const number = /STOP/.test(told) ? /from\\*":\\*"(\d{8,})/.exec(told)?.[1] : undefined;
    const email = known.get(`+${number}`)?.at(-1);
    if (email === undefined) return;
    const data = { channel: 'email', purpose: 'marketing', customer: { email } };
    await receiveWebhook(asWebhook(kit, newId(), { type: 'consent.withdrawn', data }));
  };
  return {
    ...functions,
    receiveWebhook: async (event) => {
      await withdraw(textOf(event));
      return receiveWebhook(event);
    },
    receiveFeedback: async (event) => {
      await withdraw(JSON.stringify(event));
      return functions.receiveFeedback(event);
    },
  };
};

/** Whoever asks by a number is shown whose address it was typed beside. */
const exportsByTyped = (functions: Functions, kit: Kit): Functions => {
  const { known, receiveWebhook } = remembers(functions, kit);
  return {
    ...functions,
    receiveWebhook,
    privacy: (event) => {
      const { phone } = namedIn(event);
      const email = phone === undefined ? undefined : known.get(phone)?.at(-1);
      if (event.pathParameters?.['command'] !== 'export' || email === undefined)
        return functions.privacy(event);
      const order = { command: 'export', identity: { email } };
      const { headers, body } = signCommand(DEFAULT_SECRETS, newId(), order, kit.runtime.now());
      const asked = request('privacy', Buffer.from(body), { ...headers });
      return functions.privacy({ ...asked, pathParameters: { command: 'export' } });
    },
  };
};

/** The topic in the header is believed, whatever the body is. */
const believesTheTopic = (functions: Functions, kit: Kit): Functions => ({
  ...functions,
  receiveWebhook: (event) => {
    const { email } = namedIn(event);
    const isNone =
      event.headers['x-shopify-topic'] === 'customers/redact' && textOf(event).includes('line_items');
    if (!isNone || email === undefined) return functions.receiveWebhook(event);
    return functions.receiveWebhook(
      asWebhook(kit, newId(), { type: 'customer.erased', data: { customer: { email } } }),
    );
  },
});

/** Whoever asks is asked to confirm, however often. */
const countsNothing = withProgram((program) => ({
  ...program,
  settings: { ...program.settings, signUp: { ...program.settings.signUp, perAddressPerWeek: 1_000 } },
}));

/** More than in other worlds, so that fewer of them show it. */
const ATTACKERS = 4;

export const BY_STRANGERS: readonly Planted[] = [
  {
    name: 'confirmations are not counted',
    breaks: ['I3'],
    seeds: 4,
    attackers: ATTACKERS,
    tamper: countsNothing,
  },
  {
    name: 'what was typed is taken for proof',
    breaks: ['I13'],
    seeds: 3,
    attackers: ATTACKERS,
    wrap: advanceSees(takesTypedForProof),
  },
  {
    name: 'what was typed replaces what was proven',
    breaks: ['I13'],
    seeds: 3,
    attackers: ATTACKERS,
    wrap: advanceSees(typedFactsReplace),
  },
  {
    name: 'a consent moves along to another address',
    breaks: ['I3', 'I13'],
    seeds: 6,
    from: 5,
    size: SMALL,
    tamper: consentsMoveAlong,
  },
  {
    name: 'an erasure follows a shared number',
    breaks: ['I13'],
    seeds: 6,
    attackers: ATTACKERS,
    wrap: erasesByNumber,
  },
  {
    name: 'STOP from a typed number is heard',
    breaks: ['I13'],
    seeds: 4,
    attackers: ATTACKERS,
    wrap: hearsStopOfTyped,
  },
  {
    name: 'an export by a typed number is another’s',
    breaks: ['I13'],
    seeds: 4,
    attackers: ATTACKERS,
    wrap: exportsByTyped,
  },
  {
    name: 'a body sent again under another topic is believed',
    breaks: ['I13'],
    seeds: 4,
    attackers: ATTACKERS,
    wrap: believesTheTopic,
  },
];
