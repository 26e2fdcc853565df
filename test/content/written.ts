/** Writes one shipped mail as its sender would: with its links, the event of its flow and what was told beside it. */
import { renderEmail } from '../../core/message/email/render-email.ts';
import type { Language } from '../../core/message/locale.ts';
import type { ViewFacts } from '../../core/message/view.ts';
import type { Program } from '../../core/program/program.ts';
import { CART, product, SETTINGS, viewOf } from '../core/message/samples.ts';

export const LINKS = {
  unsubscribe: 'https://mail.nordlicht-tee.example/unsubscribe/t',
  preferences: 'https://mail.nordlicht-tee.example/preferences/t',
};
export const ORDER = { ...CART, order_id: 'V-20087' };
export const POINTS = { per: { amount: 100, currency: 'EUR' }, expire: '365d' };
const SHOWN = [
  product('8101', { title: 'Ostfriesenmischung Blatt', price: { amount: 1290, currency: 'EUR' } }),
];
export const PARCEL = {
  order_id: 'V-20087',
  tracking_number: '00340',
  tracking_url: 'https://paket.example/00340',
  expected_at: '2026-11-23',
};

/** The flow that sends it, by what its steps name. */
export const flowSending = (program: Program, name: string) =>
  Object.values(program.flows).find(({ steps }) =>
    Object.values(steps).some((step) => step.kind === 'send' && step.template === name),
  );

/** As it is sent: links by its purpose, the event that starts its flow, and what was told beside it. */
export const mailOf = (
  program: Program,
  name: string,
  language: Language,
  facts: Partial<ViewFacts> = {},
) => {
  const isMarketing = flowSending(program, name)?.purpose === 'marketing';
  const template = program.templates[name];
  const confirm = template?.needs.includes('confirm')
    ? 'https://mail.nordlicht-tee.example/confirm/t'
    : undefined;
  const view = viewOf({
    language,
    beside: [
      { name: 'order.placed', data: ORDER },
      { name: 'shipment.sent', data: PARCEL },
    ],
    answers: Object.fromEntries(
      (template?.answers ?? []).map((answer) => [
        answer,
        `https://mail.nordlicht-tee.example/answer/${answer}`,
      ]),
    ),
    links: { ...(isMarketing ? LINKS : {}), ...(confirm ? { confirm } : {}) },
    settings: { ...SETTINGS, loyalty: { ...program.settings.loyalty, points: POINTS } },
    tier: 'gold',
    points: 1_250,
    coupon: { code: 'TEA-7F3K', expiresAt: Date.parse('2026-12-04T22:59:59Z') },
    awaited: {
      shown: SHOWN.map((one) => ({
        product: one,
        variant: '250 g',
        lowest: { amount: 1490, currency: 'EUR' },
      })),
    },
    lists: { viewed: SHOWN, bought: SHOWN, recommended: SHOWN, bestsellers: SHOWN },
    ...facts,
  });
  const made = template && renderEmail({ template, locale: language, view });
  if (!made?.ok) throw new Error(made?.problem ?? `no template ${name}`);
  return made;
};
