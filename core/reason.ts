/**
 * The closed lists that appear on timelines and in other people's programs: channels, purposes, topics,
 * outcomes, and the reasons why a message did not leave.
 */

export const CHANNELS = ['email', 'whatsapp'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PURPOSES = ['marketing', 'transactional'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The topics of marketing; a customer may leave one and keep the others. */
export const TOPICS = ['newsletter', 'offers', 'product-care', 'reviews'] as const;
export type Topic = (typeof TOPICS)[number];

/** What people read about a message that did not leave. */
export type Reason = Readonly<{
  de: string;
  en: string;
  /**
   * The reason concerns this channel only, so another channel may still be used. All other reasons hold for
   * every channel.
   */
  ofChannel?: true;
}>;

/** Why a message did not leave. A new code is one more entry here. */
const TABLE = {
  'not-current': {
    de: 'Dieser Durchlauf ist beendet oder wurde ersetzt.',
    en: 'This run through the flow is over or was replaced.',
  },
  exit: {
    de: 'Etwas ist geschehen, das diesen Ablauf beendet, zum Beispiel eine Bestellung.',
    en: 'Something happened that ends this flow, an order for example.',
  },
  audience: {
    de: 'Der Kunde gehört nicht mehr zur Zielgruppe dieses Ablaufs.',
    en: 'The customer no longer belongs to the audience of this flow.',
  },
  'no-legal-basis': {
    de: 'Es gab keine gültige Einwilligung, darum wurde nichts gesendet.',
    en: 'There was no valid consent, so nothing was sent.',
    ofChannel: true,
  },
  suppressed: {
    de: 'An diese Adresse darf nicht mehr geschrieben werden.',
    en: 'This address must not be written to again.',
    ofChannel: true,
  },
  'content-out-of-stock': {
    de: 'Ein Produkt darin ist zurzeit nicht erhältlich.',
    en: 'A product in it cannot be bought at present.',
  },
  /** A list of products that the message is about is empty for this customer. */
  'nothing-to-show': {
    de: 'Es war nichts bekannt, das zu diesem Kunden passt und zu haben ist.',
    en: 'Nothing was known that fits this customer and can be bought.',
  },
  'coupon-pool-empty': {
    de: 'Es war kein Gutscheincode mehr da.',
    en: 'There was no coupon code left.',
  },
  /** The shop did not make the code that the message promises. */
  'coupon-not-made': {
    de: 'Der Shop hat den Gutscheincode nicht angelegt.',
    en: 'The shop did not make the coupon code.',
  },
  /** Its code is no longer valid, or would not be. */
  /** A price has risen again, or a product is no longer scarce. */
  'content-changed': {
    de: 'Was sie über das Produkt sagen sollte, stimmt nicht mehr.',
    en: 'What it was to say of the product is no longer true.',
  },
  'coupon-expired': {
    de: 'Der Gutscheincode darin gilt nicht mehr.',
    en: 'The coupon code in it is no longer valid.',
  },
  'no-offer': {
    de: 'Die Einstellungen nennen kein Angebot, das die Nachricht machen könnte.',
    en: 'The settings state no offer that the message could make.',
  },
  'quiet-hours': {
    de: 'Dort, wo der Kunde lebt, war es Nacht.',
    en: 'It was night where the customer lives.',
  },
  'frequency-cap': {
    de: 'Der Kunde hat vorerst genug Nachrichten bekommen.',
    en: 'The customer has had enough messages for now.',
  },
  budget: {
    de: 'Das Budget dieses Monats ist aufgebraucht.',
    en: "This month's budget is used up.",
    ofChannel: true,
  },
  expired: {
    de: 'Die Nachricht wäre zu spät gekommen, um noch nützlich zu sein.',
    en: 'It was too late for this message to be useful.',
  },
  held: {
    de: 'Zu diesem Kunden muss zuerst etwas geklärt werden.',
    en: 'Something about this customer must be settled first.',
  },
  paused: {
    de: 'Der Ablauf ist angehalten, oder der Kunde hat um eine Pause gebeten.',
    en: 'The flow is paused, or the customer asked for a pause.',
  },
  'step-removed': {
    de: 'Der Schritt wurde aus dem Ablauf entfernt.',
    en: 'The step was removed from the flow.',
  },
  'whatsapp-window': {
    de: 'WhatsApp erlaubt freien Text nur 24 Stunden lang, nachdem der Kunde geschrieben hat.',
    en: 'WhatsApp allows free text only within 24 hours after the customer wrote.',
    ofChannel: true,
  },
  /** The master switch of settings.json is `off`, or `test` and this is no test address. */
  'master-switch': {
    de: 'Das Senden ist abgeschaltet, oder es werden nur Testadressen erreicht.',
    en: 'Sending is switched off, or only test addresses are reached.',
  },
  /** settings.json sets nothing up for this channel: `whatsapp` is null. */
  'channel-off': {
    de: 'In den Einstellungen ist keine WhatsApp-Nummer eingerichtet.',
    en: 'The settings set up no WhatsApp number.',
    ofChannel: true,
  },
  /** The profile has no address on this channel. */
  'no-address': {
    de: 'Der Kunde hat auf diesem Kanal keine Adresse.',
    en: 'The customer has no address on this channel.',
    ofChannel: true,
  },
  /** A mail to the shop itself has no address to go to, or too many went there today. */
  'no-contact': {
    de: 'In den Einstellungen steht keine Adresse, an die der Shop selbst Hinweise bekommt.',
    en: 'The settings name no address at which the shop itself is told.',
  },
  'notice-limit': {
    de: 'Der Shop hat heute schon so viele Hinweise bekommen, wie er an einem Tag bekommt.',
    en: 'The shop has had as many notices today as it gets in one day.',
  },
  /** The template could not be rendered for this customer; each channel has its own text. */
  'content-invalid': {
    de: 'Die Vorlage ließ sich für diesen Kunden nicht ausfüllen.',
    en: 'The template could not be filled for this customer.',
    ofChannel: true,
  },
  /** The provider refused this very message for good. */
  rejected: {
    de: 'Der Versender hat diese Nachricht abgelehnt.',
    en: 'The provider refused this message.',
    ofChannel: true,
  },
  /** WhatsApp's own cap (131049). It is no opt-out, and the message must not be tried again and again. */
  'provider-cap': {
    de: 'WhatsApp hat die Nachricht zurückgehalten, um sein Netz zu schonen.',
    en: 'WhatsApp held the message back for the health of its network.',
    ofChannel: true,
  },
  /** Too many messages that ask for a confirmation have gone to this address, or to everybody. */
  'sign-up-ceiling': {
    de: 'Es wurden schon so viele Bestätigungen erbeten, dass vorerst keine weitere Nachricht dazu hinausgeht.',
    en: 'So many sign-ups were to be confirmed already that no further message about one leaves for now.',
  },
  /** A stranger typed the address of a person who has withdrawn within 30 days. */
  'withdrew-lately': {
    de: 'Der Kunde hat sich vor Kurzem abgemeldet, und die Anmeldung kam nicht über einen Link aus einer unserer Nachrichten.',
    en: 'The customer has withdrawn lately, and the sign-up did not come by a link of one of our messages.',
  },
  /** A typed phone number of a country that settings.json does not list (signUp.countries). */
  'foreign-number': {
    de: 'Die Nummer gehört zu keinem der Länder, deren Nummern der Shop um eine Bestätigung bittet.',
    en: 'The number belongs to none of the countries whose numbers the shop asks for a confirmation.',
  },
  /** The template has no version from which the message could be made. */
  'template-missing': {
    de: 'Dafür gibt es keine Vorlage.',
    en: 'There is no template for it.',
    ofChannel: true,
  },
} as const satisfies Readonly<Record<string, Reason>>;

export type ReasonCode = keyof typeof TABLE;
export const REASONS: Readonly<Record<ReasonCode, Reason>> = TABLE;
export const REASON_CODES = Object.keys(TABLE) as readonly ReasonCode[];

/**
 * `queued` and `deferred` are interim. The others are final, but feedback moves `sent` and `unknown` forward.
 */
export const OUTCOMES = [
  'queued',
  'deferred',
  'sent',
  'skipped',
  'failed',
  'unknown',
  'delivered',
  'opened',
  'clicked',
  'read',
  'bounced',
  'complained',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
