/** What the clock on the customer's wall says, with nothing but the calendar that Node brings. */
import type { QuietHours } from '../content.ts';
import type { Customer } from '../customers.ts';

export type Place = Pick<Customer, 'timeZone'>;
export type Local = Readonly<{ day: string; weekday: string; minute: number; text: string }>;

const formats = new Map<string, Intl.DateTimeFormat>();

export const localOf = (at: number, { timeZone = 'Europe/Berlin' }: Place): Local => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const minute = Number(parts['hour']) * 60 + Number(parts['minute']);
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return {
    day,
    weekday: parts['weekday'] ?? '',
    minute,
    text: `${parts['weekday']} ${day} ${parts['hour']}:${parts['minute']}`,
  };
};

const minutesOf = (wallClock: string): number =>
  Number(wallClock.slice(0, 2)) * 60 + Number(wallClock.slice(3));

/** From the first minute on, and in the last one no more. */
export const isQuietAt = (quiet: QuietHours, { minute, weekday }: Local): boolean =>
  minute >= minutesOf(quiet.from) || minute < minutesOf(quiet.to) || (quiet.sundays && weekday === 'Sun');
