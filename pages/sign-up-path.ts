/**
 * The path to the sign-up page, which alone brings a consent (back), because it asks for a confirmation on
 * the channel itself.
 */
import type { Language } from '../core/message/locale.ts';
import type { Channel } from '../core/reason.ts';

/**
 * E-mail needs no parameter, because the page asks for it anyway. `link` is a signed token which shows that
 * the visitor holds the address: a customer who has left lately is asked again only with it.
 */
export const signUpPath = (language: Language, channel: Channel = 'email', link?: string): string =>
  `/subscribe?l=${language}${channel === 'email' ? '' : `&channel=${channel}`}${link === undefined ? '' : `&link=${link}`}`;
