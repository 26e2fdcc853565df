/** The columns of a file of reviews, by the names that review apps, shops and people give them. */
import type { FeedRow } from './feed-row.ts';

const named = (names: string): readonly string[] => names.split(' ');

/**
 * Names as they are read from a file: in lower case, with underscores. Among them are the headings that
 * Judge.me, Loox, Stamped, Yotpo and WooCommerce export. Of several columns the first that is filled counts.
 */
const COLUMNS = {
  product: named(
    'product_id product_external_id external_product_id produkt_id artikel_id produktnummer artikelnummer artikel_nr item_group_id comment_post_id product_sku sku product produkt artikel',
  ),
  review: named('review_id bewertungs_id bewertungsnummer comment_id uuid id'),
  rating: named('rating review_rating review_score score stars sterne anzahl_sterne bewertung'),
  title: named('title review_title headline titel überschrift ueberschrift betreff'),
  text: named(
    'body text review review_text review_body review_content content comment comment_content bewertungstext kommentar rezension meinung inhalt bewertung',
  ),
  author: named(
    'first_name vorname reviewer_name reviewer author author_name display_name nickname name comment_author verfasser verfasserin autor autorin kunde kundin kundenname',
  ),
  date: named(
    'review_date date created_at submitted_at datum bewertungsdatum erstellt_am erstellt comment_date_gmt comment_date published_at',
  ),
  helpful: named('helpful helpful_count helpful_votes votes_up upvotes thumbs_up likes hilfreich'),
  published: named(
    'published is_published review_status status approved comment_approved visible veröffentlicht veroeffentlicht freigegeben sichtbar',
  ),
  curated: named('curated'),
  hidden: named('hidden spam archived deleted versteckt ausgeblendet gelöscht geloescht'),
} as const;

export type ReviewColumn = keyof typeof COLUMNS;

/** What stands in the row under any of the column's names; undefined where there is nothing. */
export const saidIn = (row: FeedRow, column: ReviewColumn): string | undefined =>
  allSaidIn(row, column).find((value) => value !== '');

/** All values of the column that the row has, empty ones too. */
export const allSaidIn = (row: FeedRow, column: ReviewColumn): readonly string[] =>
  COLUMNS[column].flatMap((name) => (Object.hasOwn(row, name) ? [row[name]?.trim() ?? ''] : []));
