/** A desk for the sender: one customer with a cart, and the stand-ins behind it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { LIMITS } from '../../core/limits.ts';
import type { CompiledTemplate, Controls, Program } from '../../core/program/program.ts';
import { shopLookOf } from '../../core/program/shop-look.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { OutcomeInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { createSendEmail } from '../../functions/send-email/handler.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createClock } from '../../stand-ins/clock.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createStandIns } from '../../stand-ins/stand-ins.ts';
import { cartFlow, controlsOf, HOUR, programOf } from './flows.ts';

export const KEYS = {
  1: 'first-key-first-key-first-key-first-key',
  2: 'second-key-second-key-second-key-second',
};
export const START = Date.UTC(2026, 10, 20, 18, 0, 0);
export const EMAIL = 'jette@example.org';

const template: CompiledTemplate = {
  needs: ['checkout'],
  locales: {
    de: {
      subject: 'Hat etwas gefehlt{% if customer.first_name %}, {{ customer.first_name }}{% endif %}?',
      preheader: '',
      html: '<ul>{% for item in checkout.items %}<li>{{ item.title }}</li>{% endfor %}</ul><a href="{{ links.unsubscribe }}">ab</a>',
      text: '{% for item in checkout.items %}{{ item.title }}\n{% endfor %}',
    },
  },
};

export const programWith = (
  settings: Partial<Program['settings']> = {},
  change: Partial<Program> = {},
): Program => {
  const program = programOf(
    [cartFlow({ audience: { kind: 'all', of: [] } })],
    { contact: { email: 'hilfe@shop.example' }, ...settings },
    change.seq ?? 1,
  );
  return { ...program, templates: { ...program.templates, help: template }, ...change };
};

/** Shows its coupon's code, and until when it holds. */
export const WITH_A_CODE: CompiledTemplate = {
  needs: ['coupon'],
  locales: {
    de: {
      subject: '{{ coupon.code }} bis {{ coupon.expires_at }}',
      preheader: '',
      html: '<p>{{ coupon.code }}</p>',
      text: '{{ coupon.code }}',
    },
  },
};

export const createDesk = async () => {
  const clock = createClock({ startAt: START, realTimeNow: () => START });
  const standIns = await createStandIns({ clock });
  standIns.secrets.set(LOCAL.keys, KEYS);
  const table = {
    tableName: LOCAL.table,
    client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: standIns.requestHandler })),
  };
  const stores = {
    ledger: createLedger(table),
    profiles: createProfileStore(table),
    products: createProductStore(table),
    gateItems: createGateItems(table),
    controls: createControlsStore(table),
  };
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: 'send-email',
    TABLE_NAME: LOCAL.table,
    INPUT_QUEUE_URL: standIns.sqs.url(LOCAL.inputQueue),
    OUTBOX_QUEUE_URL: standIns.sqs.url(LOCAL.outboxQueue),
    FEEDBACK_DLQ_URL: standIns.sqs.url(LOCAL.feedbackDeadLetters),
    RAW_BUCKET: LOCAL.rawBucket,
    CONFIG_BUCKET: LOCAL.configBucket,
    KEYS_SECRET_ID: LOCAL.keys,
    CONFIGURATION_SET: LOCAL.configurationSet,
    PUBLIC_URL: 'https://mail.shop.example',
    TEST_REACHES: 'addresses' as const,
    SHOP_CREDENTIALS_ID: LOCAL.shopCredentials,
    SHOP_API_URL: 'http://127.0.0.1:65535',
  };
  let tokens = 0;
  const runtime = {
    now: clock.now,
    newToken: () => {
      tokens += 1;
      return `token-${tokens}`;
    },
  };
  let controls: Controls | undefined;

  const desk = {
    env,
    table,
    clock,
    standIns,
    runtime,
    ...stores,
    advance: (ms: number) => clock.moveTo(clock.now() + ms),
    publish: async (program: Program, change: Partial<Controls> = {}) => {
      standIns.s3.put({
        bucket: LOCAL.configBucket,
        key: `programs/${String(program.seq).padStart(10, '0')}.json`,
        body: Buffer.from(JSON.stringify(program)),
      });
      const next = controlsOf({ seq: program.seq, sending: program.settings.sending, ...change });
      await stores.controls.move(controls?.seq ?? 0, { ...next, shop: shopLookOf(program.settings) });
      controls = next;
    },
    save: async (profile: Profile) => {
      const { version } = await stores.profiles.load(profile.id);
      await stores.profiles.save(profile, version, {});
    },
    /** A function instance of its own, as a fresh Lambda would be. */
    sender: (requestHandler: RequestHandler = standIns.requestHandler) =>
      createSendEmail(env, runtime, requestHandler),
    /** Delivers one message to a fresh instance; returns whether the queue was told that it is done. */
    deliver: async (message: OutboxMessage, requestHandler?: RequestHandler): Promise<boolean> => {
      const { batchItemFailures } = await desk.sender(requestHandler)(batchOf([message]) as never);
      return batchItemFailures.length === 0;
    },
    mails: () => standIns.mailbox.messages(),
    row: async (message: OutboxMessage) => (await stores.ledger.read([message.messageId]))[0],
    told: () =>
      standIns.sqs
        .queue(LOCAL.inputQueue)
        .peek()
        .map(({ body }) => JSON.parse(body) as OutcomeInput),
    requeued: () => standIns.sqs.queue(LOCAL.outboxQueue).peek(),
    /** Takes all messages out of the queue that are due now. */
    take: (): readonly OutboxMessage[] => {
      const queue = standIns.sqs.queue(LOCAL.outboxQueue);
      return queue.receive(10).map(({ receipt, body }) => {
        queue.remove(receipt ?? '');
        return JSON.parse(body) as OutboxMessage;
      });
    },
    close: () => standIns.close(),
  };
  return desk;
};

export type Desk = Awaited<ReturnType<typeof createDesk>>;

/**
 * A customer who agreed, abandoned a cart an hour ago and is due for the first mail; each has an address and
 * ids of its own.
 */
export const customerOf = (
  name: string,
  change: Partial<Profile> = {},
): Readonly<{ profile: Profile; message: OutboxMessage }> => {
  const id = `1${name}`;
  const since = START - HOUR;
  const ref = `t#${since}#checkout`;
  const profile: Profile = {
    ...emptyProfile(id, 1, since),
    person: {
      email: name === 'jette' ? EMAIL : `${name}@example.org`,
      firstName: 'Jette',
      locale: 'de-DE',
      asOf: since,
    },
    consents: { 'email/marketing': { state: 'given', basis: 'double-opt-in', at: since - HOUR } },
    enrollments: [
      {
        entryId: `entry-${name}`,
        flow: 'abandoned-cart',
        seq: 1,
        since,
        enteredAt: since,
        subject: `c-${name}`,
        ref,
        step: 'wait-24h',
        dueAt: START + 24 * HOUR,
        timerId: 'timer',
        waitFrom: START,
      },
    ],
    ...change,
  };
  const message: OutboxMessage = {
    messageId: `message-${name}`,
    profileId: id,
    flow: 'abandoned-cart',
    step: 'help',
    entryId: `entry-${name}`,
    channel: 'email',
    purpose: 'marketing',
    template: 'help',
    seq: 1,
    since,
    decidedAt: START,
    dueAt: START,
    usefulUntil: START + 12 * HOUR,
    ref,
  };
  return { profile, message };
};

/** Puts the customer into the table, with the record of the cart. */
export const knows = async (
  desk: Desk,
  { profile, message }: ReturnType<typeof customerOf>,
): Promise<void> => {
  const data = {
    checkout_id: 'c-1',
    currency: 'EUR',
    total: '25.80',
    url: 'https://shop.example/c-1',
    items: [
      { product_id: '8101', variant_id: '44101', title: 'Ostfriesentee', quantity: 2, unit_price: '12.90' },
    ],
  };
  await desk.profiles.putRecord(
    {
      profileId: profile.id,
      ref: message.ref ?? '',
      inputId: 'i',
      entries: [
        { type: 'event', at: message.since, event: 'checkout.updated', eventId: 'e', source: 'test', data },
      ],
    },
    0,
    START + 1_000 * HOUR,
  );
  await desk.save(profile);
};

export const batchOf = (messages: readonly OutboxMessage[]) => ({
  Records: messages.map((message, index) => ({ messageId: `sqs-${index}`, body: JSON.stringify(message) })),
});

export const LEASE_MS = LIMITS.ledgerLeaseMs;
