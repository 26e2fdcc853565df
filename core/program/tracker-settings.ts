/** The schema of `tracker` in settings.json: what is taken from the browsers of people who look around in the shop. */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

const EVENTS_PER_HOUR_MAX = 10_000_000;
const HOSTS_MAX = 20;

/** The address that a browser names in the header `Origin`; `null` is that of a sandbox. */
const origin = z
  .string()
  .max(300, { abort: true })
  .regex(/^(null|https?:\/\/[a-z0-9.-]+(:\d{1,5})?)$/, { error: 'origin' });

const host = z
  .string()
  .max(253, { abort: true })
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: 'host' });

export const trackerSchema = z
  .strictObject({
    origins: z
      .array(origin)
      .max(HOSTS_MAX)
      .default([])
      .describe(
        'Pages that may send what their visitors look at, like "https://shop.example"; [] = any page that shows the write key. Add "null" for pixels that a shop platform runs in a sandbox.',
      ),
    pictureHosts: z
      .array(host)
      .max(HOSTS_MAX)
      .default([])
      .describe(
        'Hosts beside the shop\'s own whose pictures mails may show of what a browser tells, like "cdn.shop.example"; the catalogue\'s pictures need no entry.',
      ),
    signedLinks: z
      .boolean()
      .default(false)
      .describe(
        "true: links to the shop in marketing mails carry a signed word by which the shop's page recognises the recipient, once the visitor has agreed to it.",
      ),
    perHour: z
      .number()
      .int()
      .min(1)
      .max(EVENTS_PER_HOUR_MAX)
      .default(LIMITS.browseEventsPerHour)
      .describe('Events that all browsers together may send in one clock hour; what is more is refused.'),
  })
  .prefault({})
  .describe('What the pages of the shop tell of their visitors (tracker/README.md).');
