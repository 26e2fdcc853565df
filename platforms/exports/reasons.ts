/** Why a row was not taken, in words for the marketer. No reason repeats a value of the row. */

export type Words = Readonly<{ de: string; en: string }>;

export const REASONS = {
  'no-address': {
    de: 'Die Zeile nennt keine gültige E-Mail-Adresse.',
    en: 'The row names no valid e-mail address.',
  },
  redacted: {
    de: 'Diese Person wurde im anderen Werkzeug gelöscht; die Adresse ist nur ein Platzhalter.',
    en: 'This person was deleted in the other tool; the address is only a placeholder.',
  },
  'no-order-id': {
    de: 'Die Zeile nennt keine Bestellnummer.',
    en: 'The row names no order number.',
  },
  'no-order-head': {
    de: 'Die erste Zeile dieser Bestellung fehlt; sie steht wohl in einem anderen Teil der Ausfuhr. Fügen Sie die Teile zu einer Datei zusammen.',
    en: 'The first row of this order is missing; it probably stands in another part of the export. Join the parts into one file.',
  },
  'no-date': {
    de: 'Es fehlt ein lesbares Datum, zum Beispiel 2026-05-14 11:23:45 +0100.',
    en: 'There is no readable date, such as 2026-05-14 11:23:45 +0100.',
  },
  'not-ordered': {
    de: 'Die Bestellung kam nie zustande (Status ausstehend, fehlgeschlagen oder Entwurf).',
    en: 'The order was never placed (status pending, failed or draft).',
  },
  'odd-amount': {
    de: 'Ein Betrag oder eine Währung ist nicht lesbar.',
    en: 'An amount or a currency cannot be read.',
  },
  unreadable: {
    de: 'Die Zeile enthält Zeichen, die in keiner der erkannten Kodierungen stehen. Speichern Sie die Datei als UTF-8.',
    en: 'The row holds characters of none of the encodings that are known. Store the file as UTF-8.',
  },
  'no-json': {
    de: 'Die Zeile ist kein JSON-Objekt mit type, timestamp und data.',
    en: 'The line is no JSON object with type, timestamp and data.',
  },
  'not-understood': {
    de: 'Das Ereignis ist nicht verständlich; platforms/standard/EVENTS.md nennt alle Ereignisse und Felder.',
    en: 'The event cannot be understood; platforms/standard/EVENTS.md names all events and fields.',
  },
  rights: {
    de: 'Löschungen und Auskünfte kommen nicht aus einer Datei; sie müssen unterschrieben sein.',
    en: 'Erasures and requests for data do not come from a file; they must be signed.',
  },
  'too-long': {
    de: 'Die Zeile ist zu lang.',
    en: 'The line is too long.',
  },
  'row-without-end': {
    de: 'Hier endet eine Zeile nicht, oder sie ist länger als 256 KB; meist fehlt ein schließendes Anführungszeichen. Alles davor wurde gelesen, nichts dahinter: Berichtigen Sie die Zeile und legen Sie die Datei noch einmal ab.',
    en: 'A row does not end here, or it is longer than 256 KB; mostly a closing quotation mark is missing. Everything before it was read and nothing behind it: correct the row and put the file there again.',
  },
  'empty-file': {
    de: 'Diese Datei ist leer.',
    en: 'This file is empty.',
  },
  'unknown-file': {
    de: 'Diese Datei ist keine bekannte Ausfuhr. Erkannt werden an ihren Spalten: Klaviyo, Mailchimp, Shopify (Kunden, Bestellungen) und WooCommerce (Kunden, Bestellungen); eine Liste nur mit Adressen, wenn der Dateiname mit suppress beginnt.',
    en: 'This file is no known export. Known by their columns are Klaviyo, Mailchimp, Shopify (customers, orders) and WooCommerce (customers, orders); a list with nothing but addresses, where the name of the file begins with suppress.',
  },
  'whose-shop': {
    de: 'Diese Datei sagt nicht, aus welchem Shop sie kommt, und mehrere sind verbunden, die alle ab 1 zählen. Stellen Sie die Adresse des Shops vor den Namen: tee.example~bestellungen.csv; für einen Shop in einem Ordner tee.example+shop~bestellungen.csv. Von diesem Shop muss schon ein Webhook angekommen sein.',
    en: 'This file does not say which shop it comes from, and several are connected that all count from 1. Put the address of the shop before its name: tea.example~orders.csv; for a shop in a folder tea.example+shop~orders.csv. A webhook of this shop must have come in before.',
  },
  spreadsheet: {
    de: 'Das ist eine Mappe einer Tabellenkalkulation. Speichern Sie sie dort als CSV (UTF-8) und legen Sie diese Datei ab.',
    en: 'This is a workbook of a spreadsheet. Store it there as CSV (UTF-8) and put that file here.',
  },
  'orders-without-address': {
    de: 'Dieser Bericht von WooCommerce nennt keine E-Mail-Adressen, also lässt sich keine Bestellung einem Kunden zuordnen. Nehmen Sie die Ausfuhr eines Plug-ins mit der Spalte billing_email.',
    en: 'This report of WooCommerce names no e-mail addresses, so no order can be told whose it is. Take the export of a plug-in with the column billing_email.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type Reason = keyof typeof REASONS;
