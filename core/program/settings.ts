/** The schema of settings.json: everything that a shop may set, with every default. */
import * as z from 'zod';
import { readTime } from '../events/event-fields.ts';
import { LIMITS } from '../limits.ts';
import { callsSchema } from './calls-settings.ts';
import { catchUpSchema } from './catch-up-settings.ts';
import { BUDGET_CURRENCIES } from './currencies.ts';
import { formalitySchema } from './formality.ts';
import { loyaltySchema } from './loyalty-settings.ts';
import { rfmSchema } from './rfm-settings.ts';
import { countryCode, signUpSchema } from './sign-up-settings.ts';
import { trackerSchema } from './tracker-settings.ts';
import { waitingSchema } from './waiting-settings.ts';
import { duration, eventName, money, wallClock } from './words.ts';

const positiveOrOff = z.number().int().positive({ error: 'cap' }).nullable();
const caps = {
  perDay: positiveOrOff
    .default(null)
    .describe("At most so many on one of the recipient's calendar days; null = off."),
  perWeek: positiveOrOff.default(null).describe('At most so many on any 7 days in a row; null = off.'),
};
const days = (least: number) => z.number().int().min(least).max(3650);
const email = z
  .string()
  .max(254, { abort: true })
  .regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, { error: 'email' });
const webAddress = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^\s]+$/, { error: 'web-address' });
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, { error: 'date', abort: true })
  .refine((text) => readTime(text) !== undefined, { error: 'day' });

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

export const settingsSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Path of the JSON Schema, for completion in an editor.'),
    sending: z
      .enum(['off', 'test', 'live'])
      .default('test')
      .describe('The master switch. `test` reaches only testAddresses.'),
    testAddresses: z
      .array(
        z
          .string()
          .max(254, { abort: true })
          .regex(/^([^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|\+[1-9]\d{6,14})$/, { error: 'test-address' }),
      )
      .max(100)
      .default([])
      .describe(
        'Addresses that receive messages while sending is `test`: e-mail addresses, and phone numbers like "+4917100000000" for WhatsApp.',
      ),
    shop: z
      .strictObject({
        name: z.string().min(1).max(100).default('Shop').describe('Name of the shop in messages.'),
        url: webAddress.default('https://shop.example').describe('Address of the shop on the web.'),
        from: z
          .string()
          .max(320, { abort: true })
          .regex(/^[^<>\r\n]{1,100} <[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>$/, { error: 'sender' })
          .default('Shop <post@shop.example>')
          .describe('Sender of e-mails: `Name <address>`; its domain must be verified in SES.'),
        address: z
          .string()
          .max(300)
          .default('')
          .describe('Postal address for the imprint in the footer (§5 DDG).'),
        logoUrl: z
          .string()
          .max(2000)
          .regex(/^https:\/\/[^\s]+$/, { error: 'https-url' })
          .optional()
          .describe('Picture at the top of messages and public pages; its address begins with https://.'),
        colour: z
          .string()
          .regex(/^#[0-9a-f]{6}$/i, { error: 'colour' })
          .optional()
          .describe(
            'The shop\'s colour on public pages, such as "#14594c". Text on it and in it stays readable whatever it is.',
          ),
        imprintUrl: webAddress
          .optional()
          .describe('Imprint on the web, linked from every public page (§5 DDG).'),
        privacyUrl: webAddress
          .optional()
          .describe('Privacy statement on the web, linked from every public page (Art. 13 GDPR).'),
      })
      .prefault({})
      .describe('What messages and public pages say about the shop.'),
    timeZone: z
      .string()
      .max(50)
      .refine(isTimeZone, { error: 'time-zone' })
      .default('Europe/Berlin')
      .describe('IANA time zone used where a customer has none.'),
    formality: formalitySchema,
    country: countryCode.default('DE').describe('ISO 3166-1 country used where a customer has none.'),
    locales: z
      .array(z.enum(['de', 'en']))
      .min(1)
      .default(['de', 'en'])
      .describe('Languages of the templates; the first is the default.'),
    shops: z
      .record(z.string(), z.array(z.string()))
      .default({})
      .describe('Platform to shop domains that may call; none = any.'),
    customEvents: z.array(eventName).max(100).default([]).describe('Own events that flows may name.'),
    quietHours: z
      .strictObject({
        from: wallClock,
        to: wallClock,
        sundays: z.boolean().default(false).describe('true: Sundays are quiet all day.'),
        holidays: z.array(date).max(400).default([]).describe('Days that are quiet all day.'),
      })
      .nullable()
      .default(null)
      .describe("No marketing between these times of the recipient's day; null = off."),
    frequencyCap: z
      .strictObject({
        ...caps,
        email: z.strictObject(caps).optional().describe('A cap of its own for e-mail.'),
        whatsapp: z.strictObject(caps).optional().describe('A cap of its own for WhatsApp.'),
      })
      .nullable()
      .default(null)
      .describe(
        "Marketing messages per person: perDay = the recipient's calendar day, perWeek = any 7 days in a row; null = off.",
      ),
    existingCustomers: z
      .boolean()
      .default(false)
      .describe('Use the existing-customer exception of §7(3) UWG.'),
    platformConsent: z
      .enum(['double-opt-in', 'single-opt-in'])
      .default('double-opt-in')
      .describe('What a platform must have recorded for its consent to count.'),
    softBounces: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(5)
      .describe('Consecutive soft bounces that suppress an address.'),
    offer: z
      .strictObject({
        kind: z.enum(['free-shipping', 'percent']).describe('What it is.'),
        value: z.number().min(1).max(100).optional().describe('For percent: how many.'),
        code: z.string().min(1).max(40).describe('The code that the shop really accepts.'),
        validFor: duration.describe('How long it holds, from the message on.'),
      })
      .refine((offer) => (offer.kind === 'percent') === (offer.value !== undefined), { error: 'offer-value' })
      .nullable()
      .default(null)
      .describe(
        'What the cart flow may promise. Only what the shop really grants; null = no offer, and messages that need one are skipped.',
      ),
    contact: z
      .strictObject({
        email: email.optional().describe('Address that people read.'),
        phone: z.string().max(30).optional().describe('As people dial it.'),
        whatsapp: z.string().max(30).optional().describe('Number on WhatsApp.'),
        url: webAddress.optional().describe('Page with all ways to reach the shop.'),
      })
      .default({})
      .describe('How customers reach a person.'),
    budget: z
      .strictObject({
        perMonth: money.refine(({ currency }) => BUDGET_CURRENCIES.includes(currency), {
          path: ['currency'],
          error: 'budget-currency',
        }),
        transactionalShare: z
          .number()
          .int()
          .min(0)
          .max(100)
          .default(LIMITS.transactionalSharePercent)
          .describe(
            'Per cent of it that only transactional messages may use, shipping news for example. Marketing and confirmations of sign-ups stop before it.',
          ),
      })
      .nullable()
      .default(null)
      .describe('Ceiling for paid messages per calendar month.'),
    retention: z
      .strictObject({
        timeline: days(30).default(730).describe('What happened to a customer.'),
        archive: days(1).default(730).describe('Facts for figures.'),
        profile: days(30).default(1095).describe('Customers of whom nothing was heard.'),
      })
      .prefault({})
      .describe('Days after which data is deleted.'),
    ipAddresses: z
      .enum(['none', 'shortened', 'hashed'])
      .default('shortened')
      .describe('How addresses of visitors are kept as evidence.'),
    whatsapp: z
      .strictObject({
        transport: z.enum(['aws', 'meta']).describe('Through AWS or straight to Meta.'),
        from: z.string().max(100).describe('Id of the sending number.'),
        number: z
          .string()
          .max(30, { abort: true })
          .regex(/^\+[1-9][\d ]{6,}$/, { error: 'international-number' })
          .optional()
          .describe(
            'That number as people dial it, like "+49 171 0000000": the link with which customers sign up leads to it. Without it, to contact.whatsapp.',
          ),
      })
      .nullable()
      .default(null)
      .describe('How WhatsApp messages leave; null = not at all.'),
    signUp: signUpSchema,
    catchUp: catchUpSchema,
    calls: callsSchema,
    waiting: waitingSchema,
    tracker: trackerSchema,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'currency' })
      .optional()
      .describe("ISO 4217 code of the shop's money, e.g. EUR; where it is left out, that of most orders."),
    rfm: rfmSchema,
    loyalty: loyaltySchema,
  })
  .meta({ title: 'Stammkunde settings', description: 'Settings of the shop; every key may be left out.' });

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
