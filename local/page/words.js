/** The words of the page in English and German: English stands in the document, and German replaces it. */

const GERMAN = {
  title: 'Stammkunde auf einem Rechner',
  skip: 'Zum Inhalt',
  claim: 'Das ganze System auf diesem Rechner. Keine Mail verlässt ihn.',
  clock: 'Uhr',
  move1m: '+1 Min.',
  move1h: '+1 Std.',
  move24h: '+24 Std.',
  move48h: '+48 Std.',
  notes: 'Was eben geschah',
  close: 'Schließen',
  guideTitle: 'Aus einem Warenkorb werden drei Mails',
  customer: 'Kunde',
  marle: 'Marle, deutsch, Euro',
  sam: 'Sam, englisch, US-Dollar',
  samplesOnly:
    'Diese Knöpfe handeln für die beiden Beispielkunden. Wählen Sie einen davon, um sie zu drücken.',
  consentTitle: 'Einwilligen',
  consentText: 'Die Kundin bestätigt den Newsletter. Ohne das darf nichts gesendet werden.',
  consentButton: 'Einwilligung erteilen',
  cartTitle: 'Einen Warenkorb liegen lassen',
  cartText: 'Ein signierter Webhook der Kasse trifft ein, wie ihn der Shop schicken würde.',
  cartButton: 'Warenkorb liegen lassen',
  waitTitle: 'Zeit vergehen lassen',
  waitButton: 'Warten',
  moreTitle: 'Und wenn der Kunde …',
  orderButton: 'bestellt',
  orderText:
    'Eine signierte Bestellung trifft ein: Der Flow endet sofort, und zum Warenkorb kommt nichts mehr.',
  unsubscribeButton: 'sich abmeldet',
  unsubscribeText: 'Ein Klick, wie ihn ein Mailprogramm macht: in Kraft, noch ehe die Antwort da ist.',
  whatsappButton: 'WhatsApp möchte',
  whatsappText:
    'Eine Nachricht mit Knopf bittet um den zweiten Schritt. Im Postfach drücken, antworten oder STOPP schreiben.',
  signUpButton: 'sich im Formular anmeldet',
  signUpText:
    'Die öffentliche Anmeldeseite in einem neuen Tab. Ihre Bestätigungsmail kommt in dieses Postfach: oben die Adresse wählen.',
  mailbox: 'Postfach',
  findLabel: 'Nachrichten durchsuchen',
  everybody: 'aller Kunden',
  part: 'Teil',
  partHtml: 'Mail',
  partText: 'Text',
  partHeaders: 'Kopfzeilen',
  partSource: 'Quelltext',
  width: 'Breite',
  phone: 'Telefon',
  desktop: 'Bildschirm',
  colours: 'Farben',
  light: 'Hell',
  dark: 'Dunkel',
  eml: '.eml',
  frame: 'Die Mail, wie der Kunde sie sieht',
  message: 'Nachricht',
  answerLabel: 'Als Kunde antworten',
  send: 'Senden',
  identity: 'E-Mail, Telefon oder Nummer',
  show: 'Zeigen',
  planTitle: 'Was als Nächstes kommt',
  pastTitle: 'Was geschah, das Neueste zuerst',
  more: 'Mehr',
  footer:
    'Ändern Sie eine Datei im Ordner der Inhalte und speichern Sie: Sie wird sofort veröffentlicht, und Probleme stehen hier.',
  linkSignUp: 'Anmeldeseite',
  linkReport: 'Letzter Bericht',
  linkMessages: 'Nachrichten als JSON',
  linkQuarantine: 'Quarantäne',
  linkAws: 'AWS-Aufrufe',
};

/** Texts that the page shows by itself; `{name}` is filled in. */
const SAID = {
  en: {
    nobody: 'Nothing is known of {who} yet.',
    noMail: 'Nothing has been sent to this customer yet. Follow the three steps above.',
    noMailYet: 'Nothing has been sent to this customer yet.',
    noneFound: 'No message holds these words.',
    message: '1 message',
    messages: '{count} messages',
    others: '{count} of {all} messages',
    from: 'From {from} to {to} · {flow}, step “{step}”',
    fromWhatsapp: 'To {to} · {flow}, step “{step}”',
    whatsapp: 'WhatsApp message',
    working: 'Working off everything that is due …',
    workingUntil: 'Working off everything up to {until} …',
    sending: 'Sending a signed webhook …',
    nextDue: 'Next due: {at}',
    nothingDue: 'Nothing is due',
    meanwhile: 'It is now {now}. Meanwhile:',
    noNews: 'It is now {now}. Nothing happened meanwhile.',
    arrived: 'A new message has arrived: {subject}',
    source: 'from {source}',
    details: 'Details',
    errors: 'The content folder has errors, so the last good version stays live:',
    warnings: 'Notes on the content folder:',
    'consent-given': 'Consent is recorded.',
    sameMoment: 'A yes does not count beside a no of the same moment: let a minute pass, then give it again.',
    'cart-abandoned': 'The cart has arrived.',
    'order-placed': 'The order has arrived.',
    unsubscribe: 'Unsubscribed with one click.',
    'whatsapp-sign-up': 'The question has gone out by WhatsApp: press its button in the mailbox.',
    answered: 'The customer answered: {text}',
    chosen: 'Showing {who}.',
  },
  de: {
    nobody: 'Von {who} ist noch nichts bekannt.',
    noMail: 'An diesen Kunden ging noch nichts. Folgen Sie den drei Schritten oben.',
    noMailYet: 'An diesen Kunden ging noch nichts.',
    noneFound: 'Keine Nachricht enthält diese Wörter.',
    message: '1 Nachricht',
    messages: '{count} Nachrichten',
    others: '{count} von {all} Nachrichten',
    from: 'Von {from} an {to} · {flow}, Schritt „{step}“',
    fromWhatsapp: 'An {to} · {flow}, Schritt „{step}“',
    whatsapp: 'WhatsApp-Nachricht',
    working: 'Alles Fällige wird abgearbeitet …',
    workingUntil: 'Alles bis {until} wird abgearbeitet …',
    sending: 'Ein signierter Webhook wird geschickt …',
    nextDue: 'Nächstes: {at}',
    nothingDue: 'Nichts ist fällig',
    meanwhile: 'Es ist jetzt {now}. Inzwischen:',
    noNews: 'Es ist jetzt {now}. Inzwischen ist nichts geschehen.',
    arrived: 'Eine neue Nachricht ist da: {subject}',
    source: 'von {source}',
    details: 'Einzelheiten',
    errors: 'Die Inhalte haben Fehler, darum bleibt die letzte gute Fassung live:',
    warnings: 'Hinweise zu den Inhalten:',
    'consent-given': 'Die Einwilligung ist vermerkt.',
    sameMoment:
      'Ein Ja zählt nicht neben einem Nein desselben Augenblicks: Lassen Sie eine Minute vergehen und geben Sie es dann noch einmal.',
    'cart-abandoned': 'Der Warenkorb ist da.',
    'order-placed': 'Die Bestellung ist da.',
    unsubscribe: 'Mit einem Klick abgemeldet.',
    'whatsapp-sign-up': 'Die Frage ist per WhatsApp hinausgegangen: Drücken Sie ihren Knopf im Postfach.',
    answered: 'Der Kunde hat geantwortet: {text}',
    chosen: 'Gezeigt wird {who}.',
  },
};

/** `?lang=` decides, otherwise the browser's first language. */
const pickLanguage = () => {
  const wished = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return wished.toLowerCase().startsWith('de') ? 'de' : 'en';
};

export const language = pickLanguage();

export const say = (key, values = {}) =>
  SAID[language][key].replaceAll(/\{(\w+)\}/g, (_whole, name) => String(values[name] ?? ''));

/** Puts German into the document where it is wanted, and offers the other language. */
export const translatePage = () => {
  const other = document.getElementById('other-language');
  if (language === 'en') return;
  document.documentElement.lang = 'de';
  for (const element of document.querySelectorAll('[data-t]')) {
    const word = GERMAN[element.dataset.t];
    if (word !== undefined) element.textContent = word;
  }
  for (const [from, to] of [
    ['label', 'aria-label'],
    ['title', 'title'],
    ['placeholder', 'placeholder'],
  ])
    for (const element of document.querySelectorAll(`[data-${from}]`))
      element.setAttribute(to, GERMAN[element.dataset[from]]);
  Object.assign(other, { href: '?lang=en', hreflang: 'en', lang: 'en', textContent: 'English' });
};
