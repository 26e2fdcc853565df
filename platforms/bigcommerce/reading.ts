/** The values that mean the same in every answer of BigCommerce: ids, times, names and addresses. */
import * as z from 'zod';
import { id, optional, readTime } from '../../core/events/event-fields.ts';
import type { Instant } from '../../core/time/instant.ts';
import { anything, firstText } from '../reading.ts';

/** An id that names something: 0 stands for nobody and nothing. */
export const idOrNone = z
  .union([id, z.null()])
  .optional()
  .catch(undefined)
  .transform((value) => (value === null || value === '0' ? undefined : value));

/** The version 2 of the API states times as mails do (RFC 2822), version 3 in ISO 8601. */
export const momentOf = (...candidates: readonly unknown[]): Instant | undefined =>
  candidates
    .map((stated) =>
      typeof stated === 'string' && stated.length <= TIME_CHARS ? readTime(inIso(stated.trim())) : undefined,
    )
    .find((at) => at !== undefined);

/** One character more than a time has. */
const TIME_CHARS = 40;
const MAIL_TIME =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) (?:([+-]\d\d)(\d\d)|GMT|UTC)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What is no time of a mail stays as it is. */
const inIso = (stated: string): string => {
  const [, day, month = '', year, time, hours = '+00', minutes = '00'] = MAIL_TIME.exec(stated) ?? [];
  const index = MONTHS.indexOf(month);
  if (day === undefined || index < 0) return stated;
  const date = [year, String(index + 1).padStart(2, '0'), day.padStart(2, '0')].join('-');
  return `${date}T${time}${hours}:${minutes}`;
};

export const address = optional(
  z.object({
    first_name: anything,
    last_name: anything,
    country_iso2: anything,
    country_code: anything,
    email: anything,
    phone: anything,
  }),
);

/** Whoever an address names; all of it was typed. */
export const personIn = (
  ...addresses: readonly z.infer<typeof address>[]
): Readonly<Record<string, unknown>> => {
  const first = (name: keyof NonNullable<z.infer<typeof address>>): string | undefined =>
    firstText(...addresses.map((one) => one?.[name]));
  return {
    phone: first('phone'),
    first_name: first('first_name'),
    last_name: first('last_name'),
    country: first('country_iso2') ?? first('country_code'),
  };
};
