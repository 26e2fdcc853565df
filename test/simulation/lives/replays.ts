/**
 * What was signed for something else, sent again: at once or later, as it was, or as if it said another
 * thing.
 */
import type { CustomerHappening } from '../happening.ts';
import type { Scene } from './scene.ts';

const MINUTE = 60_000;

const BODIES = ['cart', 'order', 'paid', 'cancelled', 'consent', 'withdrawal', 'data-request'];
const OVERHEARD = [...BODIES, 'view', 'shipment', 'hello', 'identified'];
const TOPICS = [
  'customers/redact',
  'customers/redact',
  'shop/redact',
  'customers/data_request',
  'customers/update',
  'customers/merge',
  'customers_email_marketing_consent/update',
  'checkouts/update',
  'orders/create',
  'orders/cancelled',
] as const;

const COMMANDS = ['erase', 'suppress', 'export'] as const;

export const replays = (scene: Scene): void => {
  const sendings = scene.chance.between(2, 6);
  for (let sending = 0; sending < sendings; sending += 1)
    scene.chance.pick([asItWas, underAnotherTopic, underAnotherTopic, asAnotherCommand])(scene, sending);
};

type Replay = (scene: Scene, sending: number) => void;

const asItWas: Replay = (scene, sending) => {
  const of = overheard(scene, OVERHEARD);
  if (of) send(scene, sending, { of: of.id });
};

/** Of what Shopify signs the header is no part that says what it is. */
const underAnotherTopic: Replay = (scene, sending) => {
  const of = overheard(
    { ...scene, heard: scene.heard.filter(({ customer }) => scene.isOnShopify(customer)) },
    BODIES,
  );
  if (of) send(scene, sending, { of: of.id, topic: scene.chance.pick(TOPICS) });
};

/** Within the minutes for which a signature is young. */
const asAnotherCommand: Replay = (scene) => {
  const of = overheard(scene, ['export']);
  const command = scene.chance.pick(COMMANDS);
  if (of)
    scene.attack({ kind: 'replay', customer: scene.attacker.index, at: of.at + MINUTE, of: of.id, command });
};

/** Half of what is sent again was said just now. */
const overheard = ({ chance, heard }: Scene, kinds: readonly string[]): CustomerHappening | undefined => {
  const told = heard.filter(({ kind }) => kinds.includes(kind));
  const from = chance.maybe(0.5) ? Math.max(0, told.length - RECENT) : 0;
  return told[chance.between(from, Math.max(from, told.length - 1))];
};

const RECENT = 5;

const send = (
  { chance, attacker, at, attack }: Scene,
  sending: number,
  what: Readonly<{ of: string; topic?: string }>,
): void =>
  attack({
    kind: 'replay',
    customer: attacker.index,
    at: at + sending * chance.pick([1_000, 20 * MINUTE]),
    ...what,
  });
