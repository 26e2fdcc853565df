/**
 * A small shop on one machine that writes by WhatsApp: one event, one message, with mail as its second
 * channel.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTENT, type Entry, startSystem, type TestSystem, type View } from './local-system.ts';
import { bodyOf, entryOf, failedWith, says, status as statusOf } from './whatsapp.ts';

/** A Friday morning in Berlin. */
const START = '2026-11-20T10:00:00Z';

const SETTINGS = {
  sending: 'test',
  shop: {
    name: 'Nordlicht Tee',
    url: 'https://nordlicht-tee.example',
    from: 'Nordlicht Tee <moin@nordlicht-tee.example>',
  },
  customEvents: ['acme.hello'],
  whatsapp: { transport: 'aws', from: 'phone-number-id-1' },
};

const FLOW = {
  name: { de: 'Hallo', en: 'Hello' },
  status: 'live',
  trigger: { on: 'acme.hello' },
  reentry: 'always',
  steps: [
    {
      id: 'hello',
      send: { channel: 'whatsapp', template: 'hello', fallback: { channel: 'email', template: 'hello' } },
    },
  ],
};

const TEMPLATE = {
  name: 'hello_1',
  text: 'Hallo {{1}}, hier ist {{2}}.',
  body: ['{{ customer.first_name | default: "du" }}', '{{ shop.name }}'],
  buttons: [{ payload: 'yes', title: 'Ja' }],
};

/** The differences from that shop; `template` replaces the whole WhatsApp template. */
export type ShopChange = Readonly<{ settings?: object; flow?: object; template?: object }>;

export const createWhatsappShop = async (change: ShopChange = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'stammkunde-'));
  const write = (path: string, value: object): void =>
    writeFileSync(join(folder, path), JSON.stringify(value));
  const put = ({ settings, flow, template }: ShopChange): void => {
    write('settings.json', { ...SETTINGS, ...settings });
    write('flows/hello.json', { ...FLOW, ...flow });
    for (const language of ['de', 'en'])
      write(`templates/hello.${language}.whatsapp.json`, template ?? { ...TEMPLATE, language });
  };
  for (const name of ['flows', 'templates']) mkdirSync(join(folder, name));
  cpSync(join(CONTENT, 'blocks'), join(folder, 'blocks'), { recursive: true });
  for (const language of ['de', 'en'])
    copyFileSync(
      join(CONTENT, `templates/opt-in.${language}.mjml`),
      join(folder, `templates/hello.${language}.mjml`),
    );
  put(change);
  const system: TestSystem = await startSystem(START, { contentFolder: folder });
  return {
    ...system,
    /** Makes another edit; returns the report. */
    changes: async (next: ShopChange): Promise<Readonly<{ ok: boolean; problems: readonly object[] }>> => {
      put(next);
      return (await (await system.post('/local/publish')).json()) as {
        ok: boolean;
        problems: readonly object[];
      };
    },
    /** A new customer who has agreed on these channels and gets the event; `name` makes the addresses. */
    greets: async (name: string, channels: readonly string[] = ['whatsapp', 'email']): Promise<void> => {
      for (const channel of channels)
        await system.tell('consent.given', {
          customer: customerOf(name),
          channel,
          purpose: 'marketing',
          basis: 'double-opt-in',
        });
      await system.tell('acme.hello', { customer: customerOf(name) });
    },
    messagesTo: async (name: string) => {
      const { email, phone } = customerOf(name);
      return (await system.mails()).filter(({ to }) => to === email || to === phone);
    },
    /** `channel outcome reason` of every message on the customer's timeline. */
    outcomes: async (name: string): Promise<readonly string[]> =>
      told(await system.view(customerOf(name).email)).map(said),
    entries: async (name: string): Promise<readonly Entry[]> =>
      told(await system.view(customerOf(name).email)),
    /** A message from this customer, or from a person whose number WhatsApp does not tell (`DE.…`). */
    hears: async (from: string, text: string): Promise<void> => {
      const user = from.startsWith('DE.')
        ? { from: undefined, from_user_id: from }
        : { from: customerOf(from).phone.slice(1), from_user_id: undefined };
      const contacts = [user.from_user_id === undefined ? { wa_id: user.from } : { user_id: from }];
      const message = says(await nowOf(system), text, { ...user, id: `wamid.in.${from}.${text}` });
      await system.post('/local/sns/whatsapp', bodyOf(entryOf({ messages: [message], contacts })));
    },
    /** Meta's status of the message that this customer got. */
    status: async (name: string, status: string, code?: number): Promise<void> => {
      const [message] = (await system.mails()).filter(({ to }) => to === customerOf(name).phone);
      const recipient = { recipient_id: customerOf(name).phone.slice(1), recipient_user_id: undefined };
      const errors = code === undefined ? {} : failedWith(code);
      const told = statusOf(await nowOf(system), status, message?.providerId ?? '', {
        ...recipient,
        ...errors,
      });
      await system.post('/local/sns/whatsapp', bodyOf(entryOf({ statuses: [told], contacts: [] })));
    },
  };
};

export type WhatsappShop = Awaited<ReturnType<typeof createWhatsappShop>>;

const nowOf = async (system: TestSystem): Promise<number> =>
  Date.parse((await system.json<{ now: string }>('/local/clock')).now);

/** Every name has a number of its own. */
export const customerOf = (name: string) => ({
  email: `${name}@example.org`,
  phone: `+4917139${[...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000, 7) + 10_000}`,
  first_name: 'Jette',
  locale: 'de-DE',
  country: 'DE',
  time_zone: 'Europe/Berlin',
});

const told = ({ timeline }: View): readonly Entry[] => timeline.filter(({ type }) => type === 'message');

const said = ({ channel, outcome, reason }: Entry): string =>
  [channel, outcome, reason].filter((part) => part !== undefined).join(' ');
