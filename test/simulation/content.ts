/**
 * The content folder as the marketers of one world leave it after each edit; every version signs its mails
 * with its own number.
 */
import { cartFlow, OTHER_FLOWS } from './content-flows.ts';
import { JOURNEY_SETTINGS, type Journey, journeyFiles } from './content-journey.ts';
import { templates } from './content-templates.ts';
import { codesFile } from './coupon-codes.ts';

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
  | Readonly<{ what: 'switch'; sending: Sending }>
  | Readonly<{ what: 'budget'; cents: number }>
  | Readonly<{ what: 'journey'; journey: Journey }>
  /** One more batch of codes; the oldest of three goes. */
  | Readonly<{ what: 'codes' }>
  | Readonly<{ what: 'break'; file: 'flow' | 'settings' | 'template' }>;

/** The master switch; at `test` it reaches the test addresses only. */
export type Sending = 'live' | 'test' | 'off';

/** People of the shop among the customers, however their addresses are written. */
export const TEST_ADDRESSES = ['kunde-1@example.org', 'Kunde-4@Example.org', '+4917139210002'];

/** `short` has lost its second message, `long` has one more at the end. */
type CartSteps = 'full' | 'short' | 'long';

export type Content = Restraint &
  Readonly<{
    version: number;
    paused: boolean;
    /** Buyers may be written to without consent (§7(3) UWG). */
    existingCustomers: boolean;
    sending: Sending;
    /** Batches of coupon codes that the shop has made so far. */
    batches: number;
    /** For paid messages in a month, of which nothing is kept for contracts; null: unbounded. */
    budgetCents: number | null;
    firstWaitMinutes: number;
    steps: CartSteps;
    onEdit: 'follow' | 'finish' | 'only-new';
    journey: Journey;
    /** A file that cannot be published; the next edit mends it. */
    broken?: 'flow' | 'settings' | 'template';
  }>;

export const FIRST_CONTENT: Content = {
  version: 1,
  quietHours: null,
  frequencyCap: { perDay: 1, perWeek: 3 },
  paused: false,
  existingCustomers: false,
  sending: 'live',
  batches: 1,
  budgetCents: null,
  firstWaitMinutes: 60,
  steps: 'full',
  onEdit: 'follow',
  journey: 'none',
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
    case 'switch':
      return { ...next, sending: edit.sending };
    case 'codes':
      return { ...next, batches: next.batches + 1 };
    case 'budget':
      return { ...next, budgetCents: edit.cents };
    case 'journey':
      return { ...next, journey: edit.journey };
    case 'break':
      return { ...next, broken: edit.file };
  }
};

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
  ...journeyFiles(content.journey),
  'coupons/gift.csv': codesFile(content.batches, content.version),
});

const settingsOf = ({
  version,
  quietHours,
  frequencyCap,
  existingCustomers,
  sending,
  budgetCents,
  journey,
}: Content): object => ({
  sending,
  testAddresses: TEST_ADDRESSES,
  shop: { name: 'Shop', url: 'https://shop.example', from: senderOf(version), address: 'Shop, Musterkai 1' },
  contact: { email: 'hilfe@shop.example' },
  offer: { kind: 'free-shipping', code: 'FREI', validFor: '3d' },
  quietHours,
  frequencyCap,
  existingCustomers,
  customEvents: ['acme.hello'],
  ...(journey === 'none' ? {} : JOURNEY_SETTINGS),
  whatsapp: { transport: 'aws', from: numberOf(version) },
  budget:
    budgetCents === null
      ? null
      : { perMonth: { amount: budgetCents, currency: 'EUR' }, transactionalShare: 0 },
});
