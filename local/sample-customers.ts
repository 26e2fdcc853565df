/** Invented customers and their carts, behind the sample buttons. None of these people exist. */

export const SAMPLE_CUSTOMERS = ['de', 'en'] as const;
export type SampleCustomer = (typeof SAMPLE_CUSTOMERS)[number];

export type Goods = Readonly<{
  productId: number;
  variantId: number;
  title: string;
  variant: string;
  quantity: number;
  price: string;
  picture: string;
  review: Readonly<{ rating: number; text: string; author: string }>;
}>;
export type Person = Readonly<{
  id: number;
  email: string;
  /** E.164, from ranges that are never assigned. */
  phone: string;
  firstName: string;
  lastName: string;
  locale: string;
  country: string;
  timeZone: string;
  currency: string;
  shipping: string;
  goods: readonly Goods[];
}>;

export const PEOPLE: Readonly<Record<SampleCustomer, Person>> = {
  de: {
    id: 9001,
    email: 'marle@example.org',
    phone: '+491713920042',
    firstName: 'Marle',
    lastName: 'Petersen',
    locale: 'de-DE',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    shipping: '4.90',
    goods: [
      {
        productId: 5101,
        variantId: 51011,
        title: 'Deichgold Assam',
        variant: '250 g',
        quantity: 2,
        price: '12.90',
        picture: 'tea',
        review: {
          rating: 5,
          text: 'Kräftig und malzig, genau richtig für den Morgen. Auch nach dem dritten Päckchen noch gern.',
          author: 'Inken',
        },
      },
      {
        productId: 5102,
        variantId: 51021,
        title: 'Kandis weiß',
        variant: '500 g',
        quantity: 1,
        price: '4.50',
        picture: 'sugar',
        review: { rating: 4, text: 'Knistert schön im Tee und löst sich langsam auf.', author: 'Ole' },
      },
    ],
  },
  en: {
    id: 9002,
    email: 'sam@example.com',
    phone: '+12025550142',
    firstName: 'Sam',
    lastName: 'Rivers',
    locale: 'en-US',
    country: 'US',
    timeZone: 'America/New_York',
    currency: 'USD',
    shipping: '6.50',
    goods: [
      {
        productId: 5201,
        variantId: 52011,
        title: 'Harbour Breakfast Tea',
        variant: '9 oz',
        quantity: 1,
        price: '16.00',
        picture: 'tea',
        review: {
          rating: 5,
          text: 'Bold without being bitter. I brew it for the whole office now.',
          author: 'Robin',
        },
      },
      {
        productId: 5202,
        variantId: 52021,
        title: 'Rock Sugar',
        variant: '1 lb',
        quantity: 2,
        price: '5.25',
        picture: 'sugar',
        review: { rating: 4, text: 'Dissolves slowly, just as it should.', author: 'Kit' },
      },
    ],
  },
};
