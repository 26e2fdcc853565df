/** Which identities of an event a customer learns, and which of them lead to the customer from then on (rule 10). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { Identity } from '../../../core/identity/identity.ts';
import type { Effect } from '../../../core/state/effect.ts';
import type { Known, Profile } from '../../../core/state/profile.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const MINA = '1mina';
type Link = Extract<Effect, { kind: 'link-identity' }>;

const email: Identity = { kind: 'email', value: 'mina@example.org', profileId: MINA };
const cart: Identity = { kind: 'anonymous', value: 'checkout:c-1', profileId: '4cart' };
const browser: Identity = { kind: 'anonymous', value: 'b-1', profileId: '4browser' };
const account: Identity = { kind: 'customer', value: 'standard:7', profileId: '2seven' };
const phone: Identity = { kind: 'phone', value: '+491713920011', profileId: '3phone' };

const learns = (
  identities: readonly Identity[],
  known: readonly Known[] = [],
  more: { history?: true } = {},
) => {
  const { state, effects } = decide(
    knownAs(MINA, { identities: known }),
    { ...heard(MINA, { id: 'e', name: 'product.viewed', identities }), ...more },
    rules,
    START + 9,
  );
  const links = effects.filter((effect): effect is Link => effect.kind === 'link-identity');
  return { known: (state as Profile).identities, links };
};
const linkOf = (identity: Identity, more: Partial<Link> = {}): Link => ({
  kind: 'link-identity',
  id: `link-${identity.profileId}`,
  from: identity.profileId,
  into: MINA,
  at: START,
  ...more,
});

describe('an identity of an event', () => {
  it('that is the customer’s own is learned and leads here already', () => {
    expect(learns([email])).toEqual({ known: [{ kind: 'email', value: email.value }], links: [] });
  });

  it('that is anonymous is learned and leads here, and a checkout by its id', () => {
    const { known, links } = learns([email, cart, browser]);
    expect(known.map(({ value }) => value)).toEqual([email.value, cart.value, browser.value]);
    expect(links).toEqual([linkOf(cart, { checkout: 'c-1' }), linkOf(browser)]);
  });

  it('that a file of the past names says so, so that whom it brings together starts nothing by it', () => {
    const { links } = learns([email, cart], [], { history: true });
    expect(links).toEqual([linkOf(cart, { checkout: 'c-1', history: true })]);
  });

  it('that is the customer’s own and vouched for needs no link, for it leads here already', () => {
    const { known, links } = learns([{ ...email, by: 'account' }]);
    expect([known, links]).toEqual([[{ kind: 'email', value: email.value, by: 'account' }], []]);
  });

  it('is of one kind: a number of an account and the same one on WhatsApp are two', () => {
    const whatsapp: Identity = { kind: 'whatsapp', value: phone.value, profileId: '5wa', by: 'holder' };
    const { known } = learns([whatsapp], [{ kind: 'phone', value: phone.value }]);
    expect(known).toEqual([
      { kind: 'phone', value: phone.value },
      { kind: 'whatsapp', value: phone.value, by: 'holder' },
    ]);
  });

  it.each(['checkout:7', 'cart:7'])(
    'that is an account is no cart, whatever its shop is called: %s',
    (value) => {
      const { links } = learns([{ ...account, value, by: 'account' }]);
      expect(links).toEqual([linkOf(account, { by: 'account', account: value })]);
    },
  );

  it('that was typed is learned as a hint where it is an account, and leads to nobody', () => {
    expect(learns([email, account])).toEqual({
      known: [
        { kind: 'email', value: email.value },
        { kind: 'customer', value: account.value },
      ],
      links: [],
    });
  });

  it.each([{ ...email, value: 'b@example.org', profileId: '1b' }, phone])(
    'that was typed beside the customer’s is not learned where it is another address: %o',
    (other) => {
      expect(learns([email, other])).toEqual({ known: [{ kind: 'email', value: email.value }], links: [] });
    },
  );

  it.each(['account', 'holder'] as const)('that the %s vouches for is learned and leads here', (by) => {
    const proven = { ...phone, by };
    const { known, links } = learns([email, proven]);
    expect(known).toContainEqual({ kind: 'phone', value: phone.value, by });
    expect(links).toEqual([linkOf(phone, { by })]);
  });

  it('that is an account by the shop’s word leads here under its own id', () => {
    const { links } = learns([{ ...account, by: 'account' }]);
    expect(links).toEqual([linkOf(account, { by: 'account', account: account.value })]);
  });

  it('that the shop has given to somebody else is learned so, and leads nowhere', () => {
    const known: readonly Known[] = [{ kind: 'customer', value: account.value }];
    const learned = learns([{ ...account, profileId: MINA, by: 'other' }], known);
    expect(learned).toEqual({ known: [{ ...known[0], by: 'other' }], links: [] });
  });

  it('that is known as well proven leads nobody anywhere again', () => {
    const known: readonly Known[] = [{ kind: 'phone', value: phone.value, by: 'holder' }];
    expect(learns([{ ...phone, by: 'account' }], known)).toEqual({ known, links: [] });
    expect(learns([{ ...phone, by: 'holder' }], known)).toEqual({ known, links: [] });
  });

  it('that an account named before its holder wrote is known better and was linked then', () => {
    const known: readonly Known[] = [{ kind: 'phone', value: phone.value, by: 'account' }];
    expect(learns([{ ...phone, by: 'holder' }], known)).toEqual({
      known: [{ kind: 'phone', value: phone.value, by: 'holder' }],
      links: [],
    });
  });

  it('that was only typed before is linked once it is proven', () => {
    const known: readonly Known[] = [{ kind: 'customer', value: account.value }];
    expect(learns([{ ...account, by: 'account' }], known).links).toHaveLength(1);
  });
});

describe('an address in its former spelling', () => {
  const former: Identity = {
    kind: 'email',
    value: 'mina@xn--e.example',
    profileId: '1former',
    formerly: true,
  };

  it('leads here with the present one, and says that it is the same address', () => {
    const { known, links } = learns([email, former]);
    expect(known.map(({ value }) => value)).toEqual([email.value, former.value]);
    expect(links).toEqual([linkOf(former, { formerly: true })]);
  });

  it('leads here once', () => {
    const known = [email, former].map(({ kind, value }) => ({ kind, value }));
    expect(learns([email, former], known).links).toEqual([]);
  });

  it('leads here also where its present one was learned under another id', () => {
    const elsewhere = { ...email, profileId: '1elsewhere' };
    const known = [{ kind: 'email' as const, value: email.value }];
    expect(learns([elsewhere, former], known).links).toEqual([linkOf(former, { formerly: true })]);
    expect(learns([elsewhere, former]).links).toEqual([]);
  });

  it('leads the present one here where the customer is known by the former one', () => {
    const own = { ...former, profileId: MINA };
    const present = { ...email, profileId: '1present' };
    const { known, links } = learns([present, own]);
    expect(known.map(({ value }) => value)).toEqual([email.value, former.value]);
    expect(links).toEqual([linkOf(present, { formerly: true })]);
  });

  it('belongs to the address before it, and to no other', () => {
    const other = { ...email, value: 'b@example.org', profileId: '1b' };
    expect(learns([email, other, former]).links).toEqual([]);
  });
});

describe('an order of an event', () => {
  const order: Identity = { kind: 'anonymous', value: 'order:test/5', profileId: '4order' };
  const number: Identity = { kind: 'anonymous', value: 'ordered:5', profileId: '4number', formerly: true };

  it('leads here, as an order', () => {
    expect(learns([email, order]).links).toEqual([linkOf(order, { order: true })]);
  });

  it('leads here by the name it came by, and by none that was only asked for it', () => {
    for (const known of [[], [{ kind: 'anonymous', value: order.value }]] as const) {
      const { known: after, links } = learns([order, number], known);
      expect(after.map(({ value }) => value)).toEqual([order.value]);
      expect(links.filter(({ from }) => from === number.profileId)).toEqual([]);
    }
  });

  it('is none that an account only looks like', () => {
    const odd: Identity = { kind: 'customer', value: 'order:7', profileId: '2odd', by: 'account' };
    expect(learns([email, odd]).links).toEqual([linkOf(odd, { account: 'order:7', by: 'account' })]);
  });
});
