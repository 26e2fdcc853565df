/**
 * The path to the sign-up page, which alone brings a consent (back), because it asks for a confirmation on
 * the channel itself.
 */
import type { Language } from '../core/message/locale.ts';
import type { Channel } from '../core/reason.ts';

/**
 * E-mail is what the page asks for anyway. `link` is signed, and shows that whoever comes by it holds an
 * address: who has left lately is asked again for no other request.
 */
export const signUpPath = (language: Language, channel: Channel = 'email', link?: string): string =>
  `/subscribe?l=${language}${channel === 'email' ? '' : `&channel=${channel}`}${link === undefined ? '' : `&link=${link}`}`;
