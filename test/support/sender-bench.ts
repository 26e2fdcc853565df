/** A sender whose outside is made of answers in memory, and that notes every call in its order. */
import type { SendingDeps } from '../../sending/deps.ts';
import type { Ready } from '../../sending/ready.ts';
import { controlsOf } from './flows.ts';
import { customerOf, KEYS, programWith, START } from './sending.ts';

type Answers = Readonly<Record<string, unknown>>;
type Call = readonly [name: string, ...about: readonly unknown[]];

/** Each call answers with what `answers` has under its name, else as if nothing stood in the way. */
export const benchOf = (answers: Answers = {}, change: object = {}) => {
  const did: Call[] = [];
  const all: Answers = { claim: 'claimed', calling: true, settle: true, reserve: true, ...answers };
  const note =
    (name: string) =>
    async (...about: readonly unknown[]) => {
      did.push([name, ...about]);
      return all[name];
    };
  const noting = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, note(name)]));
  const deps = {
    ledger: noting('claim', 'calling', 'release', 'settle'),
    queues: noting('sendInputs', 'sendMessage'),
    slots: { look: note('slot'), take: note('take') },
    rateLimit: { take: note('rate') },
    coupons: noting('draw', 'markTold'),
    products: noting('many'),
    profiles: noting('readRecord'),
    programs: { load: async () => programWith() },
    keys: async () => KEYS,
    runtime: { now: () => START, newToken: () => 'token' },
    log: { info: (...about: readonly unknown[]) => void did.push(['log', ...about]) },
    metrics: { count: (...about: readonly unknown[]) => void did.push(['count', ...about]) },
    publicUrl: 'https://mail.shop.example',
    testReachesEveryone: true,
    budget: noting('reserve', 'giveBack', 'refund'),
    channel: { channel: 'email', ...noting('make', 'send') },
    ...change,
  };
  return { deps: deps as never as SendingDeps<string>, did, names: () => did.map(([name]) => name) };
};

export const { profile, message } = customerOf('jette');
export const attempt = { message, token: 'token' };

export const readyFor = (change: object = {}): Ready<string> => ({
  message,
  profile,
  program: programWith(),
  version: 1,
  controls: controlsOf(),
  products: [],
  made: { ok: true, parcel: 'parcel' },
  outOfStock: false,
  nothingToShow: false,
  asked: undefined,
  foreignNumber: false,
  contentChanged: false,
  ...change,
});
