/** Who may be asked for a confirmation, which codes a shop makes, and whose links are signed, in memory. */
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../contract/routes.ts';
import { keyedIdOf } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { readLink } from '../../core/identity/link-token.ts';
import { LIMITS } from '../../core/limits.ts';
import { mayAskNow } from '../../sending/confirmations.ts';
import { drawCoupon, reportNotMade } from '../../sending/coupon.ts';
import { deliver } from '../../sending/deliver.ts';
import { delayAfter } from '../../sending/look-again.ts';
import { withSignedVisits } from '../../sending/visits.ts';
import { DAY } from '../support/flows.ts';
import { benchOf, message, profile, readyFor } from '../support/sender-bench.ts';
import { EMAIL, KEYS, programWith, START, WITH_A_CODE } from '../support/sending.ts';

describe('a question for a confirmation', () => {
  const phone = '+491713920011';
  const signUp = {
    whatsappForm: false,
    countries: [],
    perAddressPerWeek: 2,
    perHour: 70,
    whatsappPerDay: 9,
  };
  const asked = async (answers: object, change: object = {}) => {
    const { deps, did } = benchOf({ take: 'taken', ...answers });
    const about = readyFor({ asked: 'anybody', program: programWith({ signUp }), ...change });
    return [await mayAskNow(deps, about.message, about), ...did];
  };
  const slot = (channel: 'email' | 'whatsapp', address: string) => ({
    hash: keyedIdOf(identityKey(KEYS), 'confirmations', channel, address),
    by: message.messageId,
    limit: 2,
    windowMs: LIMITS.confirmationWindowMs,
  });
  const mail = slot('email', EMAIL);

  it('is counted for its mailbox and for all, and then takes its slot', async () => {
    const everybody = { hash: 'confirmation-mails', limit: 70, windowMs: LIMITS.confirmationHourMs };
    expect(await asked({ slot: 'free' })).toEqual([
      'taken',
      ['slot', mail, START],
      ['rate', everybody, START],
      ['take', mail, START],
    ]);
    const tagged = { ...profile, person: { ...profile.person, email: 'jette+tea@example.org' } };
    expect((await asked({ slot: 'free' }, { profile: tagged }))[1]).toEqual(['slot', mail, START]);
  });

  it('by WhatsApp is counted by the day', async () => {
    const change = {
      message: { ...message, channel: 'whatsapp' },
      profile: { ...profile, person: { ...profile.person, phone } },
    };
    const everybody = { hash: 'confirmation-whatsapps', limit: 9, windowMs: LIMITS.confirmationDayMs };
    expect((await asked({ slot: 'free' }, change)).slice(1, 3)).toEqual([
      ['slot', slot('whatsapp', phone), START],
      ['rate', everybody, START],
    ]);
  });

  it('that was counted before is not counted again', async () => {
    expect(await asked({ slot: 'mine' })).toEqual(['taken', ['slot', mail, START], ['take', mail, START]]);
  });

  it('stays where its mailbox has had enough, and where all together have, which is told', async () => {
    expect(await asked({ slot: 'full' })).toEqual([false, ['slot', mail, START]]);
    expect((await asked({ slot: 'free', rate: START + 1 })).toSpliced(2, 1)).toEqual([
      false,
      ['slot', mail, START],
      ['log', 'ceiling of sign-ups reached', { message: message.messageId }],
      ['count', METRICS.signUpCeiling, 1],
    ]);
  });

  it('is no message that asks nothing, nor one to nobody', async () => {
    expect(await asked({}, { asked: undefined })).toEqual([true]);
    expect(await asked({}, { profile: { ...profile, person: { asOf: START } } })).toEqual([true]);
  });
});

describe('a code that the shop makes', () => {
  const coupon = { id: 'c-1', step: 'code', pool: 'tea' };
  const carrying = { ...message, coupon };
  const worth = { percent: 10 };
  const minimum = { amount: 2_000, currency: 'EUR' };
  const pool = { kind: 'shop', shop: 'shopify', prefix: 'TEE', validFor: '3d', worth, minimum };
  const END = Date.parse('2026-11-23T22:59:59Z');
  const unmade = { code: 'TEE-1', told: false, unmade: true, expiresAt: END };
  const drawn = async (draw: unknown, make: object = { kind: 'made' }) => {
    const { deps, did } = benchOf({ draw });
    const asked: unknown[] = [];
    const with_ = {
      ...deps,
      coupons: { ...deps.coupons, markMade: async (id: string) => void asked.push(['markMade', id]) },
      shopCodes: {
        make: async (...of: readonly unknown[]) => {
          asked.push(of);
          return make;
        },
      },
    };
    const program = programWith({}, { coupons: { tea: pool } } as never);
    const of = await drawCoupon(with_ as never, { message: carrying, profile, program });
    return { of, did, asked };
  };

  it('is written down with its end, then asked for, and given out once the shop has it', async () => {
    const { of, did, asked } = await drawn(unmade);
    expect(of).toEqual({ code: 'TEE-1', told: false, expiresAt: END });
    expect(did).toMatchObject([['draw', { id: 'c-1', expiresAt: END, from: {} }, START]]);
    const title = 'Stammkunde: tea';
    expect(asked).toEqual([
      ['shopify', { code: 'TEE-1', worth, minimum, startsAt: START, expiresAt: END, title }],
      ['markMade', 'c-1'],
    ]);
  });

  it('is not asked for again where the shop has it', async () => {
    const made = { code: 'TEE-1', told: true, expiresAt: END };
    expect(await drawn(made)).toMatchObject({ of: made, asked: [] });
  });

  it('is none where another has it, where it ended before it was made, and where the shop refuses', async () => {
    expect((await drawn('empty')).of).toEqual({ kind: 'refused', why: 'another customer has the code' });
    expect(await drawn({ ...unmade, expiresAt: START - 1 })).toMatchObject({ of: 'expired', asked: [] });
    expect((await drawn({ ...unmade, expiresAt: START })).asked).toHaveLength(2);
    const { expiresAt: _, ...endless } = unmade;
    expect((await drawn(endless)).of).toEqual({ code: 'TEE-1', told: false });
    const refused = { kind: 'refused', why: 'no' };
    expect(await drawn(unmade, refused)).toMatchObject({ of: refused, asked: [['shopify', {}]] });
  });

  it('that is not made is told to an operator', () => {
    const told = (of: unknown, change: object = {}) => {
      const { deps, did } = benchOf();
      reportNotMade(deps, { ...carrying, ...change }, of as never);
      return did;
    };
    const count = ['count', METRICS.couponNotMade, 1];
    const about = { message: message.messageId, pool: 'tea', why: 'no' };
    const log = 'the shop made no coupon code';
    expect(told({ kind: 'refused', why: 'no' })).toEqual([['log', log, about], count]);
    expect(told(undefined, { coupon: undefined })).toEqual([
      ['log', log, { ...about, pool: 'none', why: 'unknown' }],
      count,
    ]);
  });

  const later = async (made: object, change: object = {}) => {
    const program = programWith({}, { coupons: { tea: pool }, templates: { help: WITH_A_CODE } } as never);
    const bench = benchOf({ draw: unmade, make: { ok: true, parcel: 'parcel' } });
    const deps = {
      ...bench.deps,
      programs: { load: async () => program },
      look: async () => ({ profile, version: 1, controls: { seq: 1, sending: 'live', paused: [] } }),
      shopCodes: { make: async () => made },
    };
    await deliver(deps as never, { ...carrying, ...change });
    return bench.did.filter(([name]) => !['claim', 'readRecord', 'make', 'draw'].includes(name));
  };

  it('comes later: its message is given back for as long as the shop asks, while it is still useful', async () => {
    const wait = { kind: 'later', why: 'busy', afterMs: 200_000 };
    const seconds = delayAfter(carrying, START, 200_000) ?? 0;
    expect(await later(wait)).toEqual([
      ['log', 'the shop has made no code yet', { message: message.messageId, why: 'busy' }],
      ['release', message.messageId, 'token'],
      ['sendMessage', carrying, seconds],
    ]);
    const useful = START + seconds * 1_000;
    expect(await later(wait, { usefulUntil: useful })).toHaveLength(3);
    expect(await later(wait, { usefulUntil: useful - 1 })).toMatchObject([
      ['log', 'the shop made no coupon code', { why: 'busy' }],
      ['count', METRICS.couponNotMade, 1],
      ['settle', message.messageId, { outcome: 'skipped', reason: 'coupon-not-made' }],
      ['sendInputs', [{ reason: 'coupon-not-made' }]],
    ]);
  });

  it('is waited for a quarter of the age of its message, and no shorter than the shop asks', () => {
    const old = (ms: number) => ({ ...carrying, decidedAt: START - ms, usefulUntil: START + DAY });
    const spread = (delayAfter(old(0), START) ?? 0) - 30;
    expect(delayAfter(old(400_000), START, 60_000)).toBe(100 + spread);
    expect(delayAfter(old(400_000), START, 300_000)).toBe(300 + spread);
  });
});

describe('the links of a mail to the shop', () => {
  const mail = { html: '<a href="https://shop.example/tea">Tea</a>', text: 'https://shop.example/tea' };
  const signed = async (change: object = {}, signedLinks = true) => {
    const { deps } = benchOf();
    const { settings } = programWith();
    return withSignedVisits(
      deps,
      {
        message: { ...message, ...change },
        profileId: profile.id,
        settings: {
          ...settings,
          tracker: { ...settings.tracker, signedLinks },
          shop: { ...settings.shop, url: 'https://shop.example' },
        },
      },
      mail,
    );
  };

  it('say in marketing whose mail it was, where the shop wants it', async () => {
    const { html, text } = await signed();
    const token = text.split('sk_visit=')[1] ?? '';
    expect(html).toContain(`sk_visit=${token}`);
    expect(readLink(KEYS, token, 'visit')).toMatchObject({ profileId: profile.id, madeAt: START });
  });

  it('say nothing elsewhere', async () => {
    expect(await signed({}, false)).toEqual(mail);
    expect(await signed({ to: 'shop' })).toEqual(mail);
    expect(await signed({ purpose: 'transactional' })).toEqual(mail);
  });
});
