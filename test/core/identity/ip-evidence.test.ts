/** GDPR Art. 5(1)(c): as little of a visitor's IP address is kept as the shop wants. */
import { describe, expect, test } from 'vitest';
import { keyedIdOf } from '../../../core/identity/identity.ts';
import { ipEvidence, ipOrigin } from '../../../core/identity/ip-evidence.ts';

describe('the address of a visitor', () => {
  test.each([
    ['192.0.2.77', '192.0.2.0'],
    ['2001:db8:12:34:5:6:7:8', '2001:db8:12::'],
    ['2001:0DB8::1', '2001:db8:0::'],
    ['::1', '0:0:0::'],
    ['::ffff:192.0.2.77', '192.0.2.0'],
    ['2001:db8:1:2:3:4:192.0.2.77', '2001:db8:1::'],
    ['0001:0000:00ab:4:5:6:7:8', '1:0:ab::'],
    ['1::8', '1:0:0::'],
    ['1::3:4:5:6:7:8', '1:0:3::'],
    ['1:2:3:4:5:6:7::', '1:2:3::'],
    ['::192.0.2.77', '192.0.2.0'],
    ['1::192.0.2.77', '1:0:0::'],
  ])('%s is shortened to %s', (ip, network) => expect(ipEvidence('shortened', ip, 'k')).toBe(network));

  test('hashed is the same for the same address and key, and no address any more', () => {
    const hashed = ipEvidence('hashed', '192.0.2.77', 'k');
    expect(hashed).toMatch(/^[0-9a-v]{25}$/);
    expect(ipEvidence('hashed', '192.0.2.77', 'k')).toBe(hashed);
    expect(ipEvidence('hashed', '192.0.2.77', 'other')).not.toBe(hashed);
    expect(ipEvidence('hashed', '192.0.2.78', 'k')).not.toBe(hashed);
    expect(ipEvidence('hashed', '2001:DB8::1', 'k')).toBe(keyedIdOf('k', 'ip', '2001:db8::1'));
  });

  test('is not kept at all where the shop says none, or where it is no address', () => {
    expect(ipEvidence('none', '192.0.2.77', 'k')).toBeUndefined();
    const longest = '0000:0000:0000:0000:0000:ffff:192.168.100.100';
    expect(ipEvidence('shortened', longest, 'k')).toBe('192.168.100.0');
    for (const ip of [undefined, '', 'localhost', '<script>', '192.0.2', `0${longest}`])
      expect(ipEvidence('shortened', ip, 'k')).toBeUndefined();
  });
});

test('one line counts as one visitor: an IPv4 address, or 64 bits of IPv6', () => {
  expect(ipOrigin('192.0.2.77')).toBe('192.0.2.77');
  expect(ipOrigin('2001:db8:1:2:aaaa::1')).toBe(ipOrigin('2001:db8:1:2:bbbb::2'));
  expect(ipOrigin('2001:db8:1:2::1')).not.toBe(ipOrigin('2001:db8:1:3::1'));
  expect(ipOrigin('::ffff:192.0.2.77')).toBe('192.0.2.77');
  expect(ipOrigin('0:0:0:0:0:FFFF:192.0.2.77')).toBe('192.0.2.77');
  expect(ipOrigin('2001:db8:1:2::192.0.2.77')).toBe(ipOrigin('2001:0DB8:1:2:ffff::'));
  expect(ipOrigin(undefined)).toBe('');
});
