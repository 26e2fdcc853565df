/** What publishing says about conditions: facts, tests, currencies, counts and segments that cannot be meant. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/publish/problem.ts';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

const problemsOf = (audience: object, files: Readonly<Record<string, string>> = {}): readonly Problem[] =>
  publishOf(folderWith({ 'flows/sample.json': flowText({ audience }), ...files })).problems;
const segment = (where: object): string => JSON.stringify({ name: { de: 'S', en: 'S' }, where });
const said = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ severity, file, message }) => `${severity} ${file}: ${message.en}`);

describe('a condition that cannot be meant is an error', () => {
  it.each([
    [
      { 'checkout.totl': { gte: 5 } },
      'The fact "checkout.totl" is unknown.',
      'Did you mean "checkout.total"?',
    ],
    [{ 'checkout.total': { gte: 5 } }, '"checkout.total" is an amount of money', 'gte'],
    [
      { 'orders.spent': { eq: 5 } },
      '"orders.spent" is an amount of money',
      'Allowed: gte, gt, lte, lt, exists.',
    ],
    [{ 'orders.count': { gte: { amount: 500, currency: 'EUR' } } }, '"orders.count" is a number', '"gte"'],
    [{ 'orders.count': { in: [1, 'two'] } }, '"orders.count" is a number', '"in"'],
    [{ 'customer.tags': { eq: 'vip' } }, '"customer.tags" is a list', 'contains'],
    [{ 'customer.country': { olderThan: '3d' } }, '"customer.country" is a text', 'eq, ne, in'],
    [{ 'orders.last_at': { gte: 5 } }, '"orders.last_at" is a date', 'olderThan, newerThan, before, after'],
    [{ 'rfm.group': { eq: 'champion' } }, '"rfm.group" is never "champion".', 'Did you mean "champions"?'],
    [{ 'consent.email': { in: ['given', 'taken'] } }, '"consent.email" is never "taken".', 'requested'],
    [
      { segment: 'vips' },
      'There is no segment "vips": segments/vips.json is missing.',
      'Did you mean "vip"?',
    ],
    [
      { event: 'order.placed', since: '30d', times: { gte: 101 } },
      '"times" compares with 99 at most.',
      'Within a time',
    ],
    [
      { event: 'order.placed', where: { event: 'order.paid', since: 'enrolled' } },
      '"enrolled" has no meaning here',
      '"30d"',
    ],
  ])('%j', (audience, what, help) => {
    const [problem, ...more] = problemsOf(audience, {
      'segments/vip.json': segment({ 'orders.count': { gte: 3 } }),
    });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', file: 'flows/sample.json' });
    expect(problem?.message.en).toContain(what);
    expect(problem?.message.en).toContain(help);
    expect(problem?.message.de).not.toBe(problem?.message.en);
  });

  it.each([
    { 'orders.spent': { gte: { amount: 5000, currency: 'EUR' } }, 'orders.usual_gap': { lt: 30.5 } },
    { 'orders.last_at': { olderThan: '730d', before: '2027-01-01' }, 'customer.birthday': { exists: true } },
    { 'consent.email': { eq: true }, 'consent.whatsapp': { ne: 'withdrawn' } },
    { 'customer.attributes.size': { gte: 5 }, 'event.type': { contains: 'x' } },
    { event: 'order.placed', since: '30d', times: { gte: 100 }, where: { 'order.status': { eq: 'placed' } } },
  ])('%j is none', (audience) => {
    expect(problemsOf(audience)).toEqual([]);
  });
});

describe('money in another currency than the shop has', () => {
  const dollars = { 'orders.spent': { gte: { amount: 5000, currency: 'USD' } } };

  it('is pointed out, because it is never converted', () => {
    const files = { 'settings.json': settingsText({ currency: 'EUR' }) };
    const [problem] = problemsOf(dollars, files);
    expect(problem?.severity).toBe('warning');
    expect(problem?.message.en).toContain("The shop's money is in EUR. Amounts are never converted");
    expect(problem?.message.de).toContain('nicht in USD zahlen');
  });

  it('is not, where it is the same or the shop does not say', () => {
    expect(problemsOf(dollars, { 'settings.json': settingsText({ currency: 'USD' }) })).toEqual([]);
    expect(problemsOf(dollars)).toEqual([]);
  });
});

describe('an amount below five of its currency', () => {
  const asked = (amount: number, currency = 'EUR') =>
    publishOf(
      folderWith({
        'flows/sample.json': flowText({ audience: { 'orders.spent': { gte: { amount, currency } } } }),
      }),
    ).problems.map(({ severity, message }) => `${severity} ${message.en}`);

  it.each([
    [50, 'EUR', 'warning 50 is 0.50 EUR: amounts are written in the smallest unit. For 50 EUR write 5000.'],
    [
      499,
      'EUR',
      'warning 499 is 4.99 EUR: amounts are written in the smallest unit. For 499 EUR write 49900.',
    ],
    [50, 'BHD', 'warning 50 is 0.050 BHD: amounts are written in the smallest unit. For 50 BHD write 50000.'],
  ])('%i %s was probably meant in whole ones', (amount, currency, said) => {
    expect(asked(amount, currency)).toEqual([said]);
  });

  it('is none from five on, where it is nothing, or where the currency has no smaller unit', () => {
    expect([asked(500), asked(0), asked(50, 'JPY')]).toEqual([[], [], []]);
  });
});

it('money is held against the only currency that the tiers name, where the shop states none', () => {
  const tiers = [{ id: 'gold', spend: { amount: 50_000, currency: 'EUR' } }];
  const audience = { 'orders.spent': { gte: { amount: 5_000, currency: 'USD' } } };
  const { problems } = publishOf(
    folderWith({
      'settings.json': settingsText({ loyalty: { tiers } }),
      'flows/sample.json': flowText({ audience }),
    }),
  );
  expect(problems.map(({ severity, message }) => `${severity} ${message.en}`)).toEqual([
    expect.stringContaining("warning The shop's money is in EUR."),
  ]);
});

describe('segments', () => {
  const withSegments = (segments: Readonly<Record<string, object>>) =>
    publishOf(
      folderWith(
        Object.fromEntries(
          Object.entries(segments).map(([id, where]) => [`segments/${id}.json`, segment(where)]),
        ),
      ),
    );

  it('are part of the program, under the names of their files', () => {
    const { program, problems } = withSegments({
      vip: { 'orders.count': { gte: 3 } },
      best: { segment: 'vip' },
    });
    expect(problems).toEqual([]);
    expect(program?.segments).toEqual({
      best: { name: { de: 'S', en: 'S' }, where: { kind: 'segment', segment: 'vip' } },
      vip: {
        name: { de: 'S', en: 'S' },
        where: { kind: 'fact', path: 'orders.count', test: { gte: 3 } },
      },
    });
  });

  it('that refer to themselves in a circle are errors in each of their files', () => {
    const { program, problems } = withSegments({
      a: { any: [{ 'orders.count': { gte: 1 } }, { not: { segment: 'b' } }] },
      b: { event: 'order.placed', where: { segment: 'c' } },
      c: { segment: 'a' },
      d: { segment: 'a' },
      e: { segment: 'e' },
    });
    expect(program).toBeUndefined();
    expect(said(problems)).toEqual([
      'error segments/a.json: The segment "a" refers to itself in a circle: a → b → c → a. Take one of the references out.',
      'error segments/b.json: The segment "b" refers to itself in a circle: b → c → a → b. Take one of the references out.',
      'error segments/c.json: The segment "c" refers to itself in a circle: c → a → b → c. Take one of the references out.',
      'error segments/e.json: The segment "e" refers to itself in a circle: e → e. Take one of the references out.',
    ]);
    expect(problems[0]?.message.de).toContain('verweist im Kreis auf sich selbst: a → b → c → a');
  });

  it('belong to no run of a flow and to no event', () => {
    expect(
      said(
        withSegments({
          a: { event: 'order.placed', since: 'enrolled' },
          b: { 'event.total': { exists: true } },
          c: { event: 'order.plced' },
          d: { event: 'order.placed', where: { 'event.total': { exists: true } } },
        }).problems,
      ).map((text) => text.slice(0, 60)),
    ).toEqual([
      'error segments/a.json: "enrolled" has no meaning here: a seg',
      'error segments/b.json: In a segment, facts of an event exist',
      'error segments/c.json: The event "order.plced" is unknown. A',
    ]);
  });

  it('with faults of their own are told of in their file, and no flow is blamed', () => {
    const { problems } = publishOf(
      folderWith({
        'segments/vip.json': '{ "name": { "de": "S" } }',
        'segments/new.json': '{ oops',
        'flows/sample.json': flowText({ audience: { all: [{ segment: 'vip' }, { segment: 'new' }] } }),
      }),
    );
    expect(new Set(problems.map(({ file }) => file))).toEqual(
      new Set(['segments/vip.json', 'segments/new.json']),
    );
  });

  it('may not ask a million questions by naming each other twice', () => {
    const doubled = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `s${index}`,
        index === 0
          ? { 'orders.count': { gte: 1 } }
          : { any: [{ segment: `s${index - 1}` }, { segment: `s${index - 1}` }] },
      ]),
    );
    const { problems } = withSegments(doubled);
    expect(problems.map(({ file }) => file)).toEqual([10, 11, 9].map((index) => `segments/s${index}.json`));
    expect(problems[0]?.message.en).toContain('this condition asks too much. At most 2000 parts.');
  });
});

describe('what conditions count', () => {
  const counted = (...parts: readonly object[]) =>
    publishOf(folderWith({ 'flows/sample.json': flowText({ audience: { all: parts } }) }));

  it('is kept once per kind of event, as far as the largest comparison needs', () => {
    const seen = (since: string, times: object) => ({ event: 'product.viewed', since, times });
    const { program } = counted(
      seen('7d', { gte: 3 }),
      { not: seen('30d', { lt: 5 }) },
      { event: 'order.placed' },
    );
    const [counter] = program?.counters?.['product.viewed'] ?? [];
    expect(counter).toMatchObject({ event: 'product.viewed', keep: 9 });
    expect(program?.counters).toEqual({ 'product.viewed': [counter] });
  });

  it('is another count where other events are meant', () => {
    const large = { 'order.total': { gte: { amount: 9000, currency: 'EUR' } } };
    const { program } = counted(
      { event: 'order.placed', since: '7d', where: large },
      { event: 'order.placed', since: '7d', times: { eq: 1 } },
    );
    expect(program?.counters?.['order.placed']?.map(({ keep }) => keep)).toEqual([4, 5]);
  });

  it('may not fill the state of a customer', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({
      event: 'product.viewed',
      since: '9d',
      times: { gte: 100 },
      where: { 'event.product.product_id': { eq: String(index) } },
    }));
    expect(said(counted(...many).problems)[0]).toContain('618 moments per customer, at most 600');
    expect(counted(...many.slice(1)).problems).toEqual([]);
  });
});
