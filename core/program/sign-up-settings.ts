/**
 * The schema of `signUp` in settings.json: who may be asked to confirm a sign-up, and how many in what time.
 * Every address that a stranger types costs a mail or a paid message, so each value is an upper limit.
 */
import * as z from 'zod';
import { LIMITS } from '../limits.ts';

const PER_TIME_MAX = 100_000;
const atMost = (most: number) => z.number().int().min(1).max(most);

export const countryCode = z.string().regex(/^[A-Z]{2}$/, { error: 'country' });

export const signUpSchema = z
  .strictObject({
    whatsappForm: z
      .boolean()
      .default(false)
      .describe(
        'true: the sign-up form also takes typed phone numbers, and each is asked on WhatsApp, which is paid. false: customers write first, by a link, which costs nothing.',
      ),
    countries: z
      .array(countryCode)
      .max(50)
      .default([])
      .describe('Countries whose phone numbers may be asked on WhatsApp; [] = only `country`.'),
    perAddressPerWeek: atMost(LIMITS.confirmationsPerAddress)
      .default(LIMITS.confirmationsPerAddress)
      .describe(
        'Confirmations that one address gets in any 7 days in a row, at most. A shop may allow fewer than 3, never more.',
      ),
    perHour: atMost(PER_TIME_MAX)
      .default(LIMITS.confirmationMailsPerHour)
      .describe('Confirmation mails to everybody together in one clock hour, at most.'),
    whatsappPerDay: atMost(PER_TIME_MAX)
      .default(LIMITS.confirmationWhatsappsPerDay)
      .describe('Confirmations on WhatsApp to everybody together in one day (UTC), at most.'),
  })
  .prefault({})
  .describe('How people may sign up, and how many of them are asked to confirm it.');
