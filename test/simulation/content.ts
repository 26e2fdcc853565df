/**
 * The content folder as the marketers of one world leave it after each edit; every version signs its mails
 * with its own number.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type QuietHours = Readonly<{ from: string; to: string; sundays: boolean }>;
export type Cap = Readonly<{ perDay: number; perWeek: number }>;

/** What the checks must know of a version. */
export type Restraint = Readonly<{ quietHours: QuietHours | null; frequencyCap: Cap | null }>;

export type ContentEdit =
  | Readonly<{ what: 'quiet-hours'; quietHours: QuietHours | null }>
  | Readonly<{ what: 'cap'; frequencyCap: Cap | null }>
  | Readonly<{ what: 'pause'; paused: boolean }>
  | Readonly<{ what: 'first-wait'; minutes: number }>
  | Readonly<{ what: 'steps'; steps: CartSteps }>
  | Readonly<{ what: 'policy'; onEdit: 'follow' | 'finish' | 'only-new' }>
  | Readonly<{ what: 'buyers'; existingCustomers: boolean }>
  | Readonly<{ what: 'break'; file: 'flow' | 'settings' | 'template' }>;

/** `short` has lost its second message, `long` has one more at the end. */
type CartSteps = 'full' | 'short' | 'long';

export type Content = Restraint &
  Readonly<{
    version: number;
    paused: boolean;
    /** Buyers may be written to without consent (§7(3) UWG). */
    existingCustomers: boolean;
    firstWaitMinutes: number;
    steps: CartSteps;
    onEdit: 'follow' | 'finish' | 'only-new';
    /** A file that cannot be published; the next edit mends it. */
    broken?: 'flow' | 'settings' | 'template';
  }>;

export const FIRST_CONTENT: Content = {
  version: 1,
  quietHours: null,
  frequencyCap: { perDay: 1, perWeek: 3 },
  paused: false,
  existingCustomers: false,
  firstWaitMinutes: 60,
  steps: 'full',
  onEdit: 'follow',
};

export const editContent = ({ broken: _mended, ...content }: Content, edit: ContentEdit): Content => {
  const next = { ...content, version: content.version + 1 };
  switch (edit.what) {
    case 'quiet-hours':
      return { ...next, quietHours: edit.quietHours };
    case 'cap':
      return { ...next, frequencyCap: edit.frequencyCap };
    case 'pause':
      return { ...next, paused: edit.paused };
    case 'first-wait':
      return { ...next, firstWaitMinutes: edit.minutes };
    case 'steps':
      return { ...next, steps: edit.steps };
    case 'policy':
      return { ...next, onEdit: edit.onEdit };
    case 'buyers':
      return { ...next, existingCustomers: edit.existingCustomers };
    case 'break':
      return { ...next, broken: edit.file };
  }
};

/** Messages that are of use only so long after they were due first, by the id of their step. */
export const USEFUL_HOURS = { help: 12, seen: 48, answer: 12, confirm: 24 } as const;

/** How a mail tells which version was live when it was made. */
export const senderOf = (version: number): string => `Shop v${version} <post@shop.example>`;

/** The same of a WhatsApp message. */
export const numberOf = (version: number): string => `number-${version}`;

/** All files of the folder, by their path in it. */
export const filesOf = (content: Content): Readonly<Record<string, string>> => ({
  ...templates(content),
  'settings.json':
    content.broken === 'settings' ? '{ "sending": "perhaps" }' : JSON.stringify(settingsOf(content)),
  'flows/abandoned-cart.json': content.broken === 'flow' ? '{ "name": {' : JSON.stringify(cartFlow(content)),
  ...OTHER_FLOWS,
});

const settingsOf = ({ version, quietHours, frequencyCap, existingCustomers }: Content): object => ({
  sending: 'live',
  shop: { name: 'Shop', url: 'https://shop.example', from: senderOf(version), address: 'Shop, Musterkai 1' },
  contact: { email: 'hilfe@shop.example' },
  offer: { kind: 'free-shipping', code: 'FREI', validFor: '3d' },
  quietHours,
  frequencyCap,
  existingCustomers,
  customEvents: ['acme.hello'],
  whatsapp: { transport: 'aws', from: numberOf(version) },
});

const usefulFor = (id: string): object => {
  const hours = Object.entries(USEFUL_HOURS).find(([step]) => step === id)?.[1];
  return hours === undefined ? {} : { usefulFor: `${hours}h` };
};

const mail = (id: string, template: string): object => ({
  id,
  send: { channel: 'email', template, ...usefulFor(id) },
});

const flow = (name: string, rest: object): object => ({
  name: { de: name, en: name },
  status: 'live',
  ...rest,
});

const cartFlow = ({ paused, firstWaitMinutes, steps, onEdit }: Content): object => ({
  ...flow('Cart', { topic: 'offers', onEdit }),
  status: paused ? 'paused' : 'live',
  // Without an audience, and the other flow without exits: each has to keep the promise by itself.
  trigger: { on: 'checkout.updated', where: { 'checkout.items': { notEmpty: true } }, restart: true },
  reentry: { after: '7d' },
  exitOn: ['order.placed'],
  goal: { on: 'order.placed', within: '5d' },
  steps: [
    { id: 'wait-1h', wait: `${firstWaitMinutes}m` },
    mail('help', 'cart-help'),
    ...(steps === 'short' ? [] : [{ id: 'wait-24h', wait: '24h' }, mail('reviews', 'cart-offer')]),
    { id: 'wait-48h', wait: '48h' },
    mail('offer', 'cart-offer'),
    ...(steps === 'long' ? [{ id: 'wait-last', wait: '2d' }, mail('last', 'note')] : []),
  ],
});

const OTHER_FLOWS: Readonly<Record<string, string>> = {
  'flows/browse.json': JSON.stringify(
    flow('Browse', {
      topic: 'newsletter',
      priority: 3,
      trigger: { on: 'product.viewed' },
      audience: { not: { event: 'order.placed', since: 'enrolled' } },
      reentry: { after: '10d' },
      steps: [
        { id: 'wait-day', wait: '1d' },
        mail('seen', 'note'),
        { id: 'wait-tuesday', wait: { until: { weekday: 'tuesday', at: '10:00' } } },
        mail('seen-again', 'note'),
      ],
    }),
  ),
  'flows/thanks.json': JSON.stringify(
    flow('Thanks', {
      topic: 'product-care',
      priority: 7,
      trigger: { on: 'order.placed' },
      reentry: { after: '1d' },
      steps: [
        {
          id: 'when',
          split: [
            { name: 'soon', weight: 1, then: [{ id: 'wait-2d', wait: '2d' }] },
            { name: 'later', weight: 1, then: [{ id: 'wait-3d', wait: '3d' }] },
          ],
        },
        mail('thanks', 'note'),
      ],
    }),
  ),
  'flows/talk.json': JSON.stringify(
    flow('Talk', {
      topic: 'newsletter',
      priority: 6,
      trigger: { on: 'acme.hello' },
      reentry: { after: '3d' },
      steps: [
        {
          id: 'hi',
          send: { channel: 'whatsapp', template: 'hi', fallback: { channel: 'email', template: 'note' } },
        },
        {
          id: 'answered',
          waitFor: { event: 'message.replied', timeout: '1d' },
          then: [{ id: 'answer', send: { channel: 'whatsapp', template: 'answer', ...usefulFor('answer') } }],
          else: [mail('nudge', 'note')],
        },
      ],
    }),
  ),
  'flows/opt-in.json': JSON.stringify(
    flow('Opt-in', {
      purpose: 'transactional',
      priority: 9,
      trigger: { on: 'consent.requested', where: { 'event.channel': { eq: 'email' } } },
      reentry: { after: '10m' },
      steps: [mail('confirm', 'opt-in')],
    }),
  ),
  'flows/shipping.json': JSON.stringify(
    flow('Shipping', {
      purpose: 'transactional',
      trigger: { on: 'shipment.sent' },
      reentry: 'always',
      steps: [mail('shipped', 'note')],
    }),
  ),
};

const SHIPPED = join(import.meta.dirname, '../../content/templates');
const shipped = (name: string): string => readFileSync(join(SHIPPED, name), 'utf8');

const NOTE = `<mjml><mj-head><mj-title>A note for {{ customer.first_name | default: "you" }}</mj-title><mj-preview>A few words</mj-preview></mj-head><mj-body><mj-section><mj-column>
<mj-text>Hello {{ customer.first_name | default: "you" }}</mj-text>
<mj-text>{% if links.unsubscribe %}<a href="{{ links.unsubscribe }}">Unsubscribe</a> <a href="{{ links.preferences }}">Choose</a>{% endif %}</mj-text>
</mj-column></mj-section></mj-body></mjml>`;

/**
 * A small one in the place of those that are shipped: what the checks read is in it, and it compiles in no
 * time.
 */
const OFFER = NOTE.replace(
  '<mj-text>Hello',
  '<mj-button href="{{ checkout.url }}">{{ shop.offer.code }}</mj-button><mj-text>Hello',
);

/** The button that gives the consent. */
const OPT_IN = NOTE.replace(
  '<mj-text>Hello',
  '<mj-button href="{{ links.confirm }}">Yes</mj-button><mj-text>Hello',
);

const HI = { name: 'hi_1', text: 'Moin {{1}}!', body: ['{{ customer.first_name | default: "du" }}'] };

const templates = ({ broken }: Content): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    ['de', 'en'].flatMap((language) => [
      [`templates/cart-help.${language}.mjml`, shipped(`cart-help.${language}.mjml`)],
      [`templates/cart-offer.${language}.mjml`, OFFER],
      [`templates/hi.${language}.whatsapp.json`, JSON.stringify({ ...HI, language })],
      [
        `templates/answer.${language}.whatsapp.json`,
        JSON.stringify({ freeform: 'Danke {{ customer.first_name }}, wir schauen nach.' }),
      ],
      [`templates/opt-in.${language}.mjml`, OPT_IN],
    ]),
  ),
  'templates/note.de.mjml': broken === 'template' ? NOTE.replace('{% endif %}', '') : NOTE,
  'templates/note.en.mjml': NOTE,
});
