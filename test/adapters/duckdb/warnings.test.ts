/** A step that drives people away is told of, and chance is not. */
import { describe, expect, it } from 'vitest';
import { figuresOf, message } from '../../support/figures/facts.ts';

describe('a warning', () => {
  const mails = (count: number, leaving: number, at: string) =>
    Array.from({ length: count }, (_, index) =>
      message(`${at}-${index}`, `p${index}`, at, {
        flow: 'cart',
        then: index < leaving ? [{ kind: 'unsubscribed', at }] : [],
      }),
    ).flat();
  const march = { from: '2026-03-01', to: '2026-03-31' };

  it('tells of a step whose goodbyes rise by more than chance over as many days before', async () => {
    const risen = await figuresOf([...mails(200, 1, '2026-02-10'), ...mails(200, 12, '2026-03-10')], march);
    expect(risen.warnings).toEqual([
      {
        ...{ flow: 'cart', step: 'hello', what: 'unsubscribed', before: 0.005, now: 0.06 },
        words: {
          de: '„cart“, Schritt „hello“: Abmeldungen steigen von 0.50 % auf 6.00 %.',
          en: '“cart”, step “hello”: unsubscribes rise from 0.50 % to 6.00 %.',
        },
      },
    ]);
  });

  it('is not made of chance, of a handful, or of what lies longer ago', async () => {
    for (const [before, now] of [
      [mails(200, 4, '2026-02-10'), mails(200, 7, '2026-03-10')],
      [mails(29, 0, '2026-02-10'), mails(200, 12, '2026-03-10')],
      [mails(200, 0, '2026-01-28'), mails(200, 12, '2026-03-10')],
    ] as const)
      expect((await figuresOf([...before, ...now], march)).warnings).toEqual([]);
  });
});
