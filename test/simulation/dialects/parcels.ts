/**
 * Parcels of which a parcel service tells and not the shop: it knows the order, and the address that somebody
 * typed.
 */
import { createHmac } from 'node:crypto';
import { DEFAULT_SECRETS } from '../../../local/options.ts';
import type { SignedWebhook } from '../../../local/signing.ts';
import { statedAt } from '../clocks.ts';
import { chanceOf } from '../random.ts';
import { saidOf } from '../tell.ts';
import type { Dialect } from './dialect.ts';

type Parcel = Readonly<{ id: string; order: string; email: string | undefined; at: number }>;
type Service = Readonly<{
  platform: string;
  header: string;
  encoding: 'base64' | 'hex';
  says: (parcel: Parcel) => object;
}>;

const aftership: Service = {
  platform: 'aftership',
  header: 'aftership-hmac-sha256',
  encoding: 'base64',
  says: ({ id, order, email, at }) => ({
    event: 'tracking_update',
    ts: Math.floor(at / 1_000),
    msg: {
      id,
      tag: 'InTransit',
      order_id: order,
      customers: [{ email }],
      tracking_number: `T${order}`,
      checkpoints: [{ tag: 'InTransit', checkpoint_time: new Date(at).toISOString() }],
    },
  }),
};

/** 3: on its way to the sorting centre. */
const SENDCLOUD_EN_ROUTE = 3;

const sendcloud: Service = {
  platform: 'sendcloud',
  header: 'sendcloud-signature',
  encoding: 'hex',
  says: ({ id, order, email, at }) => ({
    action: 'parcel_status_changed',
    timestamp: at,
    carrier_status_change_timestamp: at,
    parcel: {
      id,
      email,
      external_order_id: order,
      tracking_number: `T${order}`,
      status: { id: SENDCLOUD_EN_ROUTE, message: 'En route to sorting center' },
    },
  }),
};

/** The shop itself tells of as many. */
const TELLERS = [undefined, aftership, sendcloud] as const;

export const parcels: Dialect = (happening, { customers }) => {
  if (happening.kind !== 'shipment') return undefined;
  const service = chanceOf('parcels', happening.id).pick(TELLERS);
  if (service === undefined) return undefined;
  const { id, order } = happening;
  const { email } = saidOf(happening, customers);
  const body = JSON.stringify(service.says({ id, order, email, at: statedAt(happening) }));
  return { platform: service.platform, marks: [[id, id]], sign: () => signed(service, body) };
};

const signed = ({ platform, header, encoding }: Service, body: string): SignedWebhook => {
  const secret = [DEFAULT_SECRETS[platform] ?? []].flat()[0] ?? '';
  const signature = createHmac('sha256', secret).update(body).digest(encoding);
  return {
    path: `/webhooks/${platform}`,
    headers: { 'content-type': 'application/json', [header]: signature },
    body,
  };
};
