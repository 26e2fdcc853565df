/**
 * Export files of any size, made row by row as other tools write them: a format each, with its own encoding,
 * delimiter, quotes and oddities. The same row number says the same, so a file can be made twice.
 */

export type Maker = Readonly<{
  /** The file's name as a shop would keep it. */
  name: string;
  encoding: 'utf-8' | 'windows-1252';
  headings: string;
  /** The rows of one person or order; several where its tool writes one per line item. */
  rows: (index: number) => readonly string[];
}>;

const TOWNS = ['Lübeck', 'Köln', 'Graz', 'Zürich', 'Bad Tölz', 'Neuruppin'];
const FIRST = ['Jette', 'Jürgen', 'Zoë', 'Anneke', 'Maik', 'Ömer', 'Lotte', 'Søren'];
const LAST = ['Ahlers', 'Müller-Lüdenscheidt', "'t Hooft", 'Weiß', 'Öztürk', 'Brandt'];
const TEAS = ['Assam', 'Darjeeling "First Flush"', 'Grüner Tee, lose', 'Rooibos; Vanille', 'Pfefferminze'];
const COUNTRIES = ['DE', 'AT', 'CH', 'NL', 'DK'];

const of = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const two = (number: number): string => String(number).padStart(2, '0');
const emailOf = (index: number): string => `person-${index}@example.${index % 3 === 0 ? 'com' : 'org'}`;
const phoneOf = (index: number): string => `+49 151 ${String(10_000_000 + (index % 89_999_999)).slice(0, 8)}`;
const quoted = (text: string): string => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** A moment of the last years, different for every row. */
const momentOf = (index: number): Date => new Date(Date.UTC(2023, 0, 1) + (index % 1_400_000) * 60_000);
const isoOf = (index: number): string => momentOf(index).toISOString().slice(0, 19);
const dayAndTime = (index: number): string => isoOf(index).replace('T', ' ');
const german = (index: number): string => {
  const at = momentOf(index);
  return `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()} ${isoOf(index).slice(11, 16)}`;
};
const amountOf = (index: number): string => `${10 + (index % 90)}.${two(index % 100)}`;
const germanAmount = (index: number): string =>
  `${1 + (index % 3)}.${200 + (index % 90)},${two(index % 100)} €`;

const klaviyo: Maker = {
  name: 'klaviyo.csv',
  encoding: 'utf-8',
  headings:
    'Email,Klaviyo ID,First Name,Last Name,Phone Number,Country,City,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions,Last Active,Favourite Tea,VIP,Shoe Size',
  rows: (index) => [
    [
      emailOf(index),
      `01H${index.toString(36).toUpperCase().padStart(9, '0')}`,
      of(FIRST, index),
      of(LAST, index),
      index % 4 === 0 ? '' : phoneOf(index),
      of(COUNTRIES, index),
      of(TOWNS, index),
      of(['SUBSCRIBED', 'SUBSCRIBED', 'NEVER_SUBSCRIBED', 'UNSUBSCRIBED'], index),
      index % 4 < 2 ? `${isoOf(index)}+00:00` : '',
      index % 29 === 0 ? '["USER_SUPPRESSED"]' : '',
      `${dayAndTime(index)} +0100`,
      of(TEAS, index),
      index % 5 === 0 ? 'true' : 'false',
      String(36 + (index % 10)),
    ]
      .map(quoted)
      .join(','),
  ],
};

const mailchimp: Maker = {
  name: 'subscribed_members.csv',
  encoding: 'utf-8',
  headings:
    'E-Mail-Adresse,Vorname,Nachname,Adresse,Telefonnummer,Geburtstag,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS',
  rows: (index) => [
    [
      emailOf(index),
      of(FIRST, index),
      of(LAST, index),
      `Am Hafen ${index % 90}, ${of(TOWNS, index)}`,
      index % 3 === 0 ? `0${phoneOf(index).slice(4)}` : '',
      `${two(1 + (index % 12))}/${two(1 + (index % 28))}`,
      String(1 + (index % 5)),
      dayAndTime(index),
      `192.0.2.${index % 250}`,
      dayAndTime(index + (index % 2 === 0 ? 4 : 0)),
      `192.0.2.${index % 250}`,
      '53.8',
      '10.6',
      '1',
      '2',
      'Europe/Berlin',
      of(COUNTRIES, index),
      'HH',
      dayAndTime(index + 9_000),
      String(index),
      index.toString(16),
      '',
      '"tea","gift lovers"',
    ]
      .map(quoted)
      .join(','),
  ],
};

const shopifyCustomers: Maker = {
  name: 'customers_export.csv',
  encoding: 'utf-8',
  headings:
    'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags',
  rows: (index) => [
    [
      `'${7_000_000_000_000 + index}`,
      of(FIRST, index),
      of(LAST, index),
      emailOf(index),
      index % 2 === 0 ? 'yes' : 'no',
      '',
      `Am Hafen ${index % 90}`,
      of(TOWNS, index),
      of(COUNTRIES, index),
      `'0${1000 + (index % 8999)}`,
      `'${phoneOf(index)}`,
      '',
      'no',
      amountOf(index),
      String(index % 12),
      index % 50 === 0 ? 'Ruft an,\nbevor sie kommt' : '',
      'no',
      'stammgast, "tee"',
    ]
      .map(quoted)
      .join(','),
  ],
};

const shopifyOrders: Maker = {
  name: 'orders_export.csv',
  encoding: 'utf-8',
  headings:
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Country,Billing Phone,Cancelled at,Refunded Amount,Id,Tags',
  rows: (index) =>
    Array.from({ length: 1 + (index % 3) }, (_, line) =>
      (line === 0
        ? [
            `#${1000 + index}`,
            emailOf(index % 200_000),
            'paid',
            `${dayAndTime(index)} +0200`,
            'fulfilled',
            'no',
            'EUR',
            amountOf(index),
            '4.90',
            '3.10',
            amountOf(index + 5),
            index % 9 === 0 ? 'TEE10' : '',
            `${dayAndTime(index)} +0200`,
            '2',
            of(TEAS, index),
            '9.90',
            `SKU-${index % 400}`,
            `${of(FIRST, index)} ${of(LAST, index)}`,
            'DE',
            phoneOf(index),
            index % 40 === 0 ? `${dayAndTime(index + 60)} +0200` : '',
            index % 20 === 0 ? '9.90' : '0.00',
            `${5_000_000_000_000 + index}`,
            '',
          ]
        : [
            `#${1000 + index}`,
            emailOf(index % 200_000),
            ...Array.from({ length: 11 }, () => ''),
            '1',
            of(TEAS, index + line),
            '7.50',
            `SKU-${(index + line) % 400}`,
            ...Array.from({ length: 7 }, () => ''),
          ]
      )
        .map(quoted)
        .join(','),
    ),
};

const woocommerceOrders: Maker = {
  name: 'bestellungen.csv',
  encoding: 'windows-1252',
  headings:
    'Bestellnummer;Bestelldatum;Bestellstatus;Währung;Gesamtsumme;billing_first_name;billing_last_name;billing_email;billing_phone;billing_country;customer_id;line_item_1;line_item_2',
  rows: (index) => [
    [
      String(20_000 + index),
      german(index),
      of(['Abgeschlossen', 'In Bearbeitung', 'Storniert', 'Abgeschlossen'], index),
      'EUR',
      germanAmount(index),
      of(FIRST, index),
      of(LAST, index),
      emailOf(index % 200_000),
      `0${phoneOf(index).slice(4)}`,
      'DE',
      String(index % 7 === 0 ? 0 : index % 200_000),
      `name:${of(TEAS, index).replaceAll(';', ',')}|product_id:${index % 400}|quantity:2|total:20.00`,
      index % 2 === 0 ? '' : 'name:Dose|product_id:7|quantity:1|total:5.00',
    ]
      .map(quoted)
      .join(';'),
  ],
};

export const MAKERS: readonly Maker[] = [
  klaviyo,
  mailchimp,
  shopifyCustomers,
  shopifyOrders,
  woocommerceOrders,
];

const ROWS_PER_PIECE = 200;

/** The bytes of a file with at least so many rows, in pieces as a bucket would give them. */
export async function* bytesOf(
  { headings, encoding, rows }: Maker,
  count: number,
): AsyncGenerator<Uint8Array> {
  let piece: string[] = [headings];
  let made = 0;
  for (let index = 0; made < count; index += 1) {
    const own = rows(index);
    piece.push(...own);
    made += own.length;
    if (piece.length < ROWS_PER_PIECE && made < count) continue;
    yield encoded(`${piece.join('\r\n')}\r\n`, encoding);
    piece = [];
  }
}

/** Every letter of these files stands in Windows-1252 where it stands in Latin-1, the euro apart. */
const encoded = (text: string, encoding: Maker['encoding']): Uint8Array =>
  encoding === 'windows-1252'
    ? Buffer.from(text.replaceAll('€', '\u0080'), 'latin1')
    : Buffer.from(text, 'utf8');
