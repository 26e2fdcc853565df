/**
 * Renders a message without ever throwing: strange data of one customer must become a reason on the timeline,
 * not a message that the queue delivers for ever.
 */
import type { Language } from '../core/message/locale.ts';
import type { Unrendered } from '../core/message/unrendered.ts';
import type { Links } from './links.ts';

type Rendered = Readonly<{ ok: true }> | Unrendered;

export const rendered = <T extends Rendered>(make: () => T): T | Unrendered => {
  try {
    return make();
  } catch (error) {
    return { ok: false, problem: `rendering broke off: ${error instanceof Error ? error.name : 'unknown'}` };
  }
};

/** Adds the message's language to its links, so that the pages behind them use it. */
export const inLanguage = (
  links: Links | Readonly<Record<string, string>>,
  language: Language,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(links).map(([name, url]) => [name, `${url}?l=${language}`]));
