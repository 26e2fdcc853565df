/**
 * How much of a visitor's address is kept as proof: nothing, its network, or a keyed hash
 * (settings.ipAddresses).
 */
import { keyedIdOf } from './identity.ts';
/** How much is kept: settings.ipAddresses. */
export type IpDetail = 'none' | 'shortened' | 'hashed';

/** Undefined where nothing is to be kept, or where the text is no address. */
export const ipEvidence = (setting: IpDetail, ip: string | undefined, key: string): string | undefined => {
  if (setting === 'none' || ip === undefined || !isAddress(ip)) return undefined;
  return setting === 'hashed' ? keyedIdOf(key, 'ip', ip.toLowerCase()) : networkOf(ip, IPV6_EVIDENCE_GROUPS);
};

/** One household counts as one: an IPv6 line has 64 bits to itself. */
export const ipOrigin = (ip: string | undefined): string =>
  ip === undefined || !isAddress(ip) ? '' : ip.includes(':') ? networkOf(ip, IPV6_LINE_GROUPS) : ip;

/** An IPv6 address that ends in an IPv4 one has 45 characters. */
const ADDRESS_CHARS = 45;
const isAddress = (text: string): boolean => text.length <= ADDRESS_CHARS && ADDRESS.test(text);
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
/** 48 bits: as much as a provider gives to one customer at least, and often to a whole town. */
const IPV6_EVIDENCE_GROUPS = 3;
const IPV6_LINE_GROUPS = 4;
const IPV6_GROUPS = 8;

/**
 * IPv4 without its last number; of IPv6 the first groups. An IPv4 address in IPv6 clothes is an IPv4 address.
 */
const networkOf = (ip: string, groups: number): string => {
  const inner = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(ip)?.[1];
  return inner === undefined ? `${expanded(ip.toLowerCase()).slice(0, groups).join(':')}::` : `${inner}.0`;
};

const expanded = (ip: string): readonly string[] => {
  const [head = '', tail] = ip.split('::');
  const [before, after] = [partsOf(head), partsOf(tail ?? '')];
  const missing = tail === undefined ? 0 : Math.max(0, IPV6_GROUPS - before.length - after.length);
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after].map((part) =>
    part.replace(/^0+(?=.)/, ''),
  );
};

const partsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
