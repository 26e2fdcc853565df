/**
 * The interface of a shop platform for the door: how it signs, which shop is calling, and what its payload
 * means. Each platform has a folder.
 */
import type { FeedIds } from '../core/catalogue/feed-row.ts';
import type { JsonObject } from '../core/events/event.ts';
import type { Evidence } from '../core/identity/evidence.ts';
import type { Found } from '../core/ports/shop-details.ts';
import type { SignatureScheme } from '../core/ports/webhook-signature.ts';
import type { Text } from '../core/publish/problem.ts';
import type { Channel } from '../core/reason.ts';
import type { ShopNotice } from '../core/state/shop-notice.ts';
import type { Instant } from '../core/time/instant.ts';

/** Header names are in lower case, as API Gateway passes them. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** One accepted request. `now` is when it was received. */
export type Delivery = Readonly<{
  headers: Headers;
  body: string;
  now: Instant;
  /**
   * True where the request showed a bearer token, so that nothing in it is signed; absent where its body was
   * signed.
   */
  bearer?: true;
}>;

export type TranslatedEvent = Readonly<{
  /** Deterministic over redeliveries. */
  id: string;
  name: string;
  /** When the event happened, according to the payload. */
  at: Instant;
  /** The data in the outside names; core/events/event-data checks it. */
  data: JsonObject;
  /** Names of the fields that were present and could not be read. */
  unread?: readonly string[];
  /**
   * The evidence for the customer in `data`: `account` where the payload holds the shop's own record of the
   * account, `holder` where the holder of the address acted. Absent: the event's name decides
   * (core/events/whom).
   */
  evidence?: Evidence;
}>;

/** Acts of the door itself, before it answers and before anything reaches the queue. */
export type Act =
  /** Stops marketing to these addresses, from the moment at which the customer asked for it. */
  | Readonly<{ kind: 'stop-marketing'; channel: Channel; addresses: readonly string[]; at: Instant }>
  | Readonly<{ kind: 'status'; status: MessageStatus }>;

/** A provider's report about a message that left. */
export type MessageStatus = Readonly<{
  /** Our own id where it came back; otherwise the provider's ids find the message. */
  messageId?: string;
  providerIds: readonly string[];
  outcome: 'sent' | 'delivered' | 'read' | 'failed';
  at: Instant;
  /** The provider's error code, where the message failed. */
  code?: number;
  /** The opt-out event, where the recipient has told the provider to stop marketing. */
  optOut?: TranslatedEvent;
}>;

export type Translation =
  | Readonly<{
      kind: 'events';
      events: readonly TranslatedEvent[];
      acts?: readonly Act[];
      /**
       * Why a part of a batch could not be understood: the other parts count, and the whole payload is
       * quarantined too.
       */
      leftOver?: string;
      /** What the shop should change although everything was understood; names, never values. */
      warnings?: readonly string[];
    }>
  /** Understood, but of no use to us: answered 2xx, so that the platform does not switch the webhook off. */
  | Readonly<{ kind: 'ignored'; reason: string }>
  /** Kept whole in quarantine. The reason names fields and rules, never values. */
  | Readonly<{ kind: 'not-understood'; reason: string }>;

/** What a person needs to know to connect the platform; `npm run connect` prints it. */
export type Connect = Readonly<{
  /** The topics or events to subscribe to, as the platform calls them. */
  topics: readonly string[];
  /** The header in which a delivery names its topic. */
  topicHeader?: string;
  /** Where the address is entered. */
  where: Text;
  /** Which secret it is, and where the platform shows it. */
  secret: Text;
  /** How a test delivery is set off. */
  test: Text;
}>;

export type Platform = Readonly<{
  name: string;
  /** Absent only in platforms that nobody connects by hand. */
  connect?: Connect;
  signature: SignatureScheme;
  /** Senders may show a bearer token instead of signing; a token can never exercise anybody's rights. */
  bearer?: true;
  /**
   * The id by which a body that exercises somebody's rights counts once, and the meaning under which it is
   * accepted; under another meaning it is refused. Absent: the whole body is the id.
   */
  knownBy?: (delivery: Delivery) => Readonly<{ id: string; meaning: string }>;
  /** The shop that the request claims to come from; platforms that never name one have no such function. */
  shopOf?: (headers: Headers) => string;
  /**
   * Each of its shops counts customers, orders and products from 1, so their ids mean nothing without the
   * shop. `signedShop` is the shop that the body itself names; undefined where it names none.
   */
  countsFromOne?: Readonly<{ signedShop: (body: string) => string | undefined }>;
  /** False for formats that cannot be read; they are answered with 415. */
  accepts: (contentType: string) => boolean;
  translate: (delivery: Delivery) => Translation;
  /**
   * What a body says of its sender, where no header does. It is read before the signature is checked, because
   * every shop may have a secret of its own.
   */
  senderOf?: (body: string) => Sender;
  /** Every shop registers by a GET, once, and gets a secret of its own. */
  registration?: Registration;
  /**
   * True for an unsigned request by which the platform only asks whether the address answers: it gets 200 and
   * leaves nothing behind.
   */
  isPing?: (request: Readonly<{ headers: Headers; body: string }>) => boolean;
  /**
   * The platform may deliver again for days. The timeline entry of an event then has the event's own time as
   * its key, so that a late repeat replaces it instead of adding another.
   */
  repeatsForDays?: true;
  /**
   * The platform asks with GET whether the address is ours before it sends anything; `secret` names the
   * secret that both sides know.
   */
  handshake?: Readonly<{ secret: string; read: (query: Headers) => Handshake | undefined }>;
  /**
   * Writes an order, as the shop's own API states it, as the webhooks that would have told of it. So what no
   * webhook told of has the same translation, the same quarantine and the same replay.
   */
  asWebhooks?: (order: unknown, shop: string) => readonly AsWebhook[];
  /** Its webhooks only name what has changed; the shop is asked for it, after the answer. */
  notices?: Notices;
  /** Where it keeps who wants no mails of its own any more, which it tells to nobody. */
  optOuts?: OptOuts;
  /** Some of its bodies name an order by its id and nothing else: a refund, a carrier's word. */
  namesOrdersAlone?: true;
  /** The order that a parcel of it names may be that of any shop, or of any platform. */
  ofAnyShop?: true;
  /** The ids that its webhooks use, in an item's id in the product feeds that it makes by itself. */
  feedIds?: (id: string) => FeedIds | undefined;
}>;

/** A list of hashed addresses that a shop has of those who left its own mails. */
export type OptOuts = Readonly<{
  /** What the shop calls the list. */
  list: string;
  /** The rows of its export, that of the column names first; undefined where it is no such list. */
  read: (rows: readonly (readonly string[])[]) => readonly OptOut[] | undefined;
  /** An address in the form that the shop hashes with SHA-256. */
  hashed: (address: string) => string;
}>;

/** `from` is the kind of mail that was left. */
export type OptOut = Readonly<{ hash: string; at: Instant; from: string }>;

/** How webhooks that name things alone become whole. */
export type Notices = Readonly<{
  /** What a body names and does not tell, and whose it is; undefined where the body tells all there is. */
  asks: (body: string) => Pick<ShopNotice, 'thing' | 'shop'> | undefined;
  /** Writes what the shop said as the webhook that would have said it, with the notice inside. */
  answered: (noticeBody: string, found: Found, askedAt: Instant) => AsWebhook;
}>;

export type AsWebhook = Readonly<{ headers: Readonly<Record<string, string>>; body: string }>;

/** `signedAt`: an old body may be a copy that somebody kept. */
export type Sender = Readonly<{ shop?: string; domain?: string; signedAt?: Instant }>;

export type Registration = Readonly<{
  /** Key of the webhook secret: the secret of our app, from which the secrets of the shops are made. */
  secret: string;
  signature: SignatureScheme;
  read: (query: Headers) => Registering | undefined;
}>;

/** A shop that registers. Its signature covers `signed`, and ours `proofOf`. */
export type Registering = Readonly<{
  shop: string;
  domain: string;
  at: Instant;
  signed: string;
  proofOf: string;
}>;

/** The answer to a handshake is the challenge itself, if the token is the agreed one. */
export type Handshake = Readonly<{ token: string; challenge: string }>;

export const notUnderstood = (reason: string): Translation => ({ kind: 'not-understood', reason });
export const ignored = (reason: string): Translation => ({ kind: 'ignored', reason });
