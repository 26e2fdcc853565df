/** The words of `connect`: how a platform is connected, and what is wrong with a delivery, in both languages. */
import type { Language } from '../core/message/locale.ts';
import type { Text } from '../core/publish/problem.ts';
import type { Platform } from '../platforms/platform.ts';

export type Delivery = Readonly<{
  number: number;
  at: string;
  httpStatus: number;
  answer: string;
  reason?: string | undefined;
  topic?: string | undefined;
}>;

export const WORDS = {
  address: { de: 'Adresse', en: 'Address' },
  topics: { de: 'Themen', en: 'Topics' },
  where: { de: 'Wo', en: 'Where' },
  secret: { de: 'Secret', en: 'Secret' },
  kept: {
    de: 'Es gehört in das Secret der Webhooks (Ausgabe WebhookSecretsName), auf diesem Rechner in STAMMKUNDE_SECRETS: {"{name}":"..."}',
    en: 'It goes into the secret of the webhooks (output WebhookSecretsName), on this machine into STAMMKUNDE_SECRETS: {"{name}":"..."}',
  },
  test: { de: 'Probe', en: 'Test' },
  last: { de: 'Zuletzt,', en: 'Last,' },
  waiting: { de: 'Warte auf eine Lieferung …', en: 'Waiting for a delivery …' },
  nothingCame: {
    de: 'Es kam nichts. Stimmt die Adresse, ist sie von außen erreichbar (auf diesem Rechner nur durch einen Tunnel), und ist der Webhook eingeschaltet?',
    en: 'Nothing came. Is the address right, can it be reached from outside (on this machine through a tunnel alone), and is the webhook switched on?',
  },
  unreachable: {
    de: 'Unter {url} antwortet kein System, das über seine Lieferungen Auskunft gibt. Auf diesem Rechner: npm start. In AWS sagt es das Protokoll von receive-webhook.',
    en: 'No system answers at {url} that tells about its deliveries. On this machine: npm start. In AWS the log of receive-webhook says it.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const describe = ({ name, connect }: Platform, base: string, lang: Language): string =>
  [
    `${WORDS.address[lang]}: ${base}/webhooks/${name}`,
    ...(connect
      ? [
          `${WORDS.topics[lang]}: ${connect.topics.join(', ')}`,
          `${WORDS.where[lang]}: ${connect.where[lang]}`,
          `${WORDS.secret[lang]}: ${connect.secret[lang]} ${WORDS.kept[lang].replace('{name}', name)}`,
          `${WORDS.test[lang]}: ${connect.test[lang]}`,
        ]
      : []),
  ].join('\n');

export const isWell = ({ answer }: Delivery): boolean => answer === 'accepted';

/** What became of a delivery, in a sentence. */
export const told = (delivery: Delivery, lang: Language): string => {
  const text =
    ANSWERS[delivery.answer]?.[lang] ?? `${OTHER[lang]} ${delivery.httpStatus} ${delivery.answer}.`;
  const topic = delivery.topic === undefined ? '' : ` [${delivery.topic}]`;
  return `${text}${delivery.reason === undefined ? '' : ` (${delivery.reason})`}${topic}`;
};

const OTHER: Text = { de: 'Die Lieferung wurde so beantwortet:', en: 'The delivery was answered so:' };

const ANSWERS: Readonly<Record<string, Text | undefined>> = {
  accepted: {
    de: 'Angekommen und verstanden: Die Signatur stimmt.',
    en: 'It has arrived and was understood: the signature is right.',
  },
  ignored: {
    de: 'Angekommen, die Signatur stimmt, aber damit fängt das System nichts an. Stimmt das Thema?',
    en: 'It has arrived, the signature is right, but the system has no use for it. Is the topic right?',
  },
  quarantined: {
    de: 'Angekommen, die Signatur stimmt, aber der Inhalt wurde nicht ganz verstanden; er liegt in der Quarantäne.',
    en: 'It has arrived, the signature is right, but its content was not wholly understood; it lies in quarantine.',
  },
  'signature-missing': {
    de: 'Abgewiesen: Es steht keine Signatur dabei. Hat der Webhook ein Secret, und ist es die richtige Art von Webhook?',
    en: 'Refused: it carries no signature. Has the webhook a secret, and is it of the right kind?',
  },
  'signature-wrong': {
    de: 'Abgewiesen: Die Signatur passt nicht. Auf beiden Seiten muss dasselbe Secret stehen, und nichts dazwischen darf den Inhalt ändern.',
    en: 'Refused: the signature does not fit. Both sides need the same secret, and nothing between them may change the body.',
  },
  'signature-outdated': {
    de: 'Abgewiesen: Die Signatur ist mehr als fünf Minuten alt oder aus der Zukunft. Jeder Versuch muss neu signiert werden; stimmen die Uhren?',
    en: 'Refused: the signature is more than five minutes old, or from the future. Each attempt must be signed anew; are the clocks right?',
  },
  'signature-needed': {
    de: 'Abgewiesen: Löschung und Auskunft müssen signiert sein; ein Bearer-Token genügt dafür nicht.',
    en: 'Refused: erasures and requests for data must be signed; a bearer token is not enough for them.',
  },
  'shop-not-allowed': {
    de: 'Abgewiesen: Dieser Shop steht nicht unter denen, die senden dürfen (shops, auf diesem Rechner STAMMKUNDE_SHOPS).',
    en: 'Refused: this shop is not among those that may send (shops, on this machine STAMMKUNDE_SHOPS).',
  },
  'unsupported-media-type': {
    de: 'Abgewiesen: Der Inhalt ist kein JSON. Stellen Sie das Format auf JSON.',
    en: 'Refused: the content is no JSON. Set the format to JSON.',
  },
  'too-large': { de: 'Abgewiesen: Der Inhalt ist zu groß.', en: 'Refused: the body is too large.' },
  'token-wrong': {
    de: 'Die Adresse wurde geprüft, aber der Verify-Token ist ein anderer als der eingetragene.',
    en: 'The address was checked, but the verify token is another one than was entered.',
  },
  'no-handshake': {
    de: 'Die Adresse wurde aufgerufen, aber ohne das, was zu einer Prüfung gehört.',
    en: 'The address was called, but without what a check of it consists of.',
  },
};
