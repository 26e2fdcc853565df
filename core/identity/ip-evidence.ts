/**
 * Reduces a visitor's IP address to what is kept as proof: nothing, its network, or a keyed hash
 * (settings.ipAddresses).
 */
import { keyedIdOf } from './identity.ts';
/** The values of settings.ipAddresses. */
export type IpDetail = 'none' | 'shortened' | 'hashed';

/**
 * The part of the IP address that is kept; undefined where the setting keeps nothing or the text is no IP
 * address.
 */
export const ipEvidence = (setting: IpDetail, ip: string | undefined, key: string): string | undefined => {
  if (setting === 'none' || ip === undefined || !isAddress(ip)) return undefined;
  return setting === 'hashed' ? keyedIdOf(key, 'ip', ip.toLowerCase()) : networkOf(ip, IPV6_EVIDENCE_GROUPS);
};

/**
 * The origin that sign-ups are counted by. An IPv6 line has 64 bits to itself, so one household counts as one
 * origin.
 */
export const ipOrigin = (ip: string | undefined): string => {
  if (ip === undefined || !isAddress(ip)) return '';
  return ip.includes(':') ? (inIpv4(ip) ?? ipv6Network(ip, IPV6_LINE_GROUPS)) : ip;
};

/** The longest form: an IPv6 address that ends in an IPv4 address has 45 characters. */
const ADDRESS_CHARS = 45;
const isAddress = (text: string): boolean => text.length <= ADDRESS_CHARS && ADDRESS.test(text);
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
/**
 * Groups of 16 bits, 48 bits in all: a provider gives at least that much to one customer, and often to a
 * whole town.
 */
const IPV6_EVIDENCE_GROUPS = 3;
const IPV6_LINE_GROUPS = 4;
const IPV6_GROUPS = 8;

/** IPv4 without its last number; the first groups of IPv6. */
const networkOf = (ip: string, groups: number): string => {
  const ipv4 = ip.includes(':') ? inIpv4(ip) : ip;
  return ipv4 === undefined ? ipv6Network(ip, groups) : ipv4.replace(/\d+$/, '0');
};

/**
 * An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) counts as IPv4; an IPv6 address that only ends like
 * one does not.
 */
const inIpv4 = (ip: string): string | undefined => {
  const [, before = '', ipv4] = MIXED.exec(ip) ?? [];
  return ipv4 !== undefined && /^[0:]*(ffff:)?$/i.test(before) ? ipv4 : undefined;
};

const MIXED = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/;

const ipv6Network = (ip: string, groups: number): string =>
  `${expanded(inGroups(ip.toLowerCase())).slice(0, groups).join(':')}::`;

/** Replaces an IPv4 ending by zeros, because the last two groups make no difference to a network. */
const inGroups = (ip: string): string => ip.replace(MIXED, (_, before: string) => `${before}0:0`);

const expanded = (ip: string): readonly string[] => {
  const [head = '', tail] = ip.split('::');
  const [before, after] = [partsOf(head), partsOf(tail ?? '')];
  const missing = Math.max(0, IPV6_GROUPS - before.length - after.length);
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after].map((part) =>
    part.replace(/^0+(?=.)/, ''),
  );
};

const partsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
