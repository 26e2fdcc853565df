/** People of whom nothing is known except a typed address, and the message that asks them to confirm. */
import { profileIdOf } from '../../core/identity/identity.ts';
import type { CompiledTemplate, Program } from '../../core/program/program.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';
import { createSendWhatsapp } from '../../functions/send-whatsapp/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { flowOf, HOUR, programOf } from './flows.ts';
import { batchOf, type Desk, KEYS } from './sending.ts';

const whatsappForm = (text: string) => ({
  kind: 'template' as const,
  name: 'text_1',
  language: 'de',
  text,
  header: [],
  body: [],
  buttons: [],
});

const template: CompiledTemplate = {
  needs: [],
  locales: { de: { subject: 'Bitte bestätigen', preheader: '', html: '<p>h</p>', text: 't' } },
  whatsapp: { de: whatsappForm('Bitte bestätigen') },
};

/** Opt-in by both channels, shipping news and marketing on WhatsApp. */
export const signUpProgram = (settings: Partial<Settings> = {}, seq = 1): Program => {
  const step = (channel: 'email' | 'whatsapp', name: string) => ({
    kind: 'send' as const,
    id: 'send',
    channel,
    template: name,
    usefulForMs: 24 * HOUR,
    next: null,
  });
  const on = (event: string) => ({ on: event, restart: false });
  const transactional = { purpose: 'transactional' } as const;
  const asks = { ...transactional, trigger: on('consent.requested') };
  const flows = [
    flowOf({ id: 'opt-in', ...asks, list: [step('email', 'text')] }),
    flowOf({ id: 'opt-in-whatsapp', ...asks, list: [step('whatsapp', 'text')] }),
    flowOf({
      id: 'shipping-news',
      ...transactional,
      trigger: on('shipment.sent'),
      list: [step('whatsapp', 'text')],
    }),
    flowOf({ id: 'abandoned-cart', list: [step('whatsapp', 'text')] }),
  ];
  const whatsapp = { transport: 'aws', from: 'phone-number-id-1' } as const;
  const program = programOf(flows, { whatsapp, ...settings }, seq);
  return { ...program, templates: { ...program.templates, text: template } };
};

type About = Readonly<{ flow?: string; change?: Partial<Profile>; data?: object }>;

let count = 0;

/** Puts the state and the request into the table; returns a message that was decided a moment ago. */
export const askedFor = async (
  desk: Desk,
  address: string,
  { flow = 'opt-in', change = {}, data = {} }: About = {},
): Promise<OutboxMessage> => {
  count += 1;
  const email = address.includes('@');
  const now = desk.clock.now();
  const id = profileIdOf(KEYS[1], email ? 'email' : 'phone', address);
  const [messageId, entryId, ref] = [`message-${count}`, `entry-${count}`, `t#${count}#asked`];
  const profile: Profile = {
    ...emptyProfile(id, 1, now),
    person: { ...(email ? { email: address } : { phone: address }), locale: 'de-DE', asOf: now },
    enrollments: [
      {
        entryId,
        flow,
        seq: 1,
        since: now,
        enteredAt: now,
        step: 'send',
        dueAt: now,
        timerId: 't',
        waitFrom: now,
        ref,
      },
    ],
    ...change,
  };
  const event = flow.startsWith('opt-in') ? 'consent.requested' : 'shipment.sent';
  const channel = flow === 'opt-in' ? ('email' as const) : ('whatsapp' as const);
  const entry = { type: 'event', at: now, event, eventId: entryId, source: 'subscribe' } as const;
  await desk.profiles.putRecord(
    { profileId: id, ref, inputId: entryId, entries: [{ ...entry, data: { channel, ...data } }] },
    0,
    now + 1_000 * HOUR,
  );
  await desk.save(profile);
  return {
    messageId,
    profileId: id,
    flow,
    step: 'send',
    entryId,
    channel,
    purpose: flow === 'abandoned-cart' ? 'marketing' : 'transactional',
    template: 'text',
    seq: 1,
    since: now,
    decidedAt: now,
    dueAt: now,
    usefulUntil: now + 24 * HOUR,
    ref,
  };
};

/** Delivers with a fresh instance of the WhatsApp sender. */
export const deliverWhatsapp = async (desk: Desk, message: OutboxMessage): Promise<void> => {
  const env = {
    ...desk.env,
    AWS_LAMBDA_FUNCTION_NAME: 'send-whatsapp',
    WHATSAPP_OUTBOX_URL: desk.standIns.sqs.url(LOCAL.whatsappOutbox),
    WEBHOOK_SECRETS_ID: LOCAL.webhookSecrets,
    META_GRAPH_URL: 'http://127.0.0.1:65535',
  };
  await createSendWhatsapp(env, desk.runtime, desk.standIns.requestHandler)(batchOf([message]) as never);
};
