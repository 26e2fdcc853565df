/**
 * The ways in which one mailbox is written: the domain with its umlaut or as ASCII, letters large and small,
 * what clings to an address that was pasted.
 */
import { chanceOf } from './random.ts';

/** As mail servers know it; people write `grün.example`. */
export const UMLAUT_DOMAIN = 'xn--grn-ioa.example';
const WITH_UMLAUT = 'grün.example';

/** What somebody wrote down in this event; what nobody writes otherwise stays as it is. */
export const spelledIn = (happeningId: string, address: string): string => {
  if (!address.endsWith(UMLAUT_DOMAIN)) return address;
  return chanceOf('spelling', happeningId).pick(spellings(address));
};

/** All that this address may stand under. */
export const spellings = (address: string): readonly [string, ...string[]] => {
  if (!address.endsWith(UMLAUT_DOMAIN)) return [address];
  const umlaut = address.replace(UMLAUT_DOMAIN, WITH_UMLAUT);
  return [address, umlaut, address.toUpperCase(), umlaut.normalize('NFD'), `${umlaut}.`, `\u200b${umlaut}`];
};
