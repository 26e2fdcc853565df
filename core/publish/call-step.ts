/** What a step says that calls another system. */
import * as z from 'zod';

export const calledForm = z
  .strictObject({
    url: z.url({ protocol: /^https$/, error: 'https-url' }).describe('Where to; only https.'),
    body: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'What to send, as JSON; { "fact": "customer.tier" } stands for a fact, and nothing else of the customer is sent.',
      ),
  })
  .describe(
    'Tells another system: a POST to a web address, signed by Standard Webhooks, tried again for a day.',
  );
