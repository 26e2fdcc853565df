/** The templates of the worlds: one as it is shipped, and small ones that compile in no time. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHIPPED = join(import.meta.dirname, '../../content');
const shipped = (path: string): string => readFileSync(join(SHIPPED, path), 'utf8');

/** What the shipped template is put together from. */
const BLOCKS = Object.fromEntries(
  readdirSync(join(SHIPPED, 'blocks'))
    .filter((file) => file.endsWith('.mjml'))
    .map((file) => [`blocks/${file}`, shipped(`blocks/${file}`)]),
);

const NOTE = `<mjml><mj-head><mj-title>A note for {{ customer.first_name | default: "you" }}</mj-title><mj-preview>A few words</mj-preview></mj-head><mj-body><mj-section><mj-column>
<mj-text>Hello {{ customer.first_name | default: "you" }}</mj-text>
<mj-text>{% if links.unsubscribe %}<a href="{{ links.unsubscribe }}">Unsubscribe</a> <a href="{{ links.preferences }}">Choose</a>{% endif %}</mj-text>
</mj-column></mj-section></mj-body></mjml>`;

/**
 * A small one in the place of those that are shipped: what the checks read is in it, and it compiles in no
 * time.
 */
const OFFER = NOTE.replace(
  '<mj-text>Hello',
  '<mj-button href="{{ checkout.url }}">{{ shop.offer.code }}</mj-button><mj-text>Hello',
);

/** A code and its last day. */
const GIFT = NOTE.replace(
  '<mj-text>Hello',
  '<mj-text>{{ coupon.code }} until:{{ coupon.expires_at }}</mj-text><mj-text>Hello',
);

/** The button that gives the consent. */
const OPT_IN = NOTE.replace(
  '<mj-text>Hello',
  '<mj-button href="{{ links.confirm }}">Yes</mj-button><mj-text>Hello',
);

/** Exactly what was looked at and can be bought. */
const VIEWED = NOTE.replace(
  '<mj-text>Hello',
  '<mj-text>{% for product in products.viewed %}product:{{ product.id }};{% endfor %}</mj-text><mj-text>Hello',
);

const HI = { name: 'hi_1', text: 'Moin {{1}}!', body: ['{{ customer.first_name | default: "du" }}'] };

/** For the flows of worlds that have them all. */
export const JOURNEY_TEMPLATES: Readonly<Record<string, string>> = {
  'templates/viewed.de.mjml': VIEWED,
  'templates/viewed.en.mjml': VIEWED,
};

export const templates = ({ broken }: Readonly<{ broken?: string }>): Readonly<Record<string, string>> => ({
  ...BLOCKS,
  ...Object.fromEntries(
    ['de', 'en'].flatMap((language) => [
      [`templates/cart-help.${language}.mjml`, shipped(`templates/cart-help.${language}.mjml`)],
      [`templates/cart-offer.${language}.mjml`, OFFER],
      [`templates/gift.${language}.mjml`, GIFT],
      [`templates/hi.${language}.whatsapp.json`, JSON.stringify({ ...HI, language })],
      [
        `templates/answer.${language}.whatsapp.json`,
        JSON.stringify({ freeform: 'Danke {{ customer.first_name }}, wir schauen nach.' }),
      ],
      [`templates/opt-in.${language}.mjml`, OPT_IN],
    ]),
  ),
  'templates/note.de.mjml': broken === 'template' ? NOTE.replace('{% endif %}', '') : NOTE,
  'templates/note.en.mjml': NOTE,
});
