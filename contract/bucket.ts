/** The prefixes of keys in the two buckets. */

/** The config bucket: versioned; it holds what marketers edit and what is compiled from it. */
export const CONFIG_PREFIX = {
  /** The marketers' files; a deploy never touches them. */
  content: 'content/',
  /** Immutable compiled programs, `programs/<seq>.json`. */
  programs: 'programs/',
  /** The report of the last publish, beside the files. */
  report: 'content/report.json',
  /** The report in every form, `content/report.<json|txt>`. */
  reports: 'content/report.',
  schema: 'content/schema/',
  /** Product feeds, `catalogue/feed.<xml|csv|tsv>`. */
  feeds: 'catalogue/feed.',
  /** What became of the last feed, `catalogue/report.<json|txt>`. */
  catalogueReport: 'catalogue/report.',
  /** Reviews from elsewhere, `reviews/<name>.csv`, and what became of each, `<name>.report.<json|txt>`. */
  reviews: 'reviews/',
  /** What a shop brings along, `imports/<name>.<csv|jsonl>`, and the report beside each file. */
  imports: 'imports/',
  /** Asks for another invocation that goes on with a file, under the file's name. */
  importsNext: 'imports-next/',
} as const;

/**
 * Keys whose change means that a marketer edited something. The files that publishing writes (report, schema)
 * are not among them.
 */
export const EDITED_KEYS = [
  'content/settings.json',
  'content/flows/*',
  'content/templates/*',
  'content/blocks/*',
  'content/segments/*',
  'content/coupons/*',
] as const;

/** The product feeds that are read when they are put there. */
export const FEED_KEYS = ['catalogue/feed.xml', 'catalogue/feed.csv', 'catalogue/feed.tsv'] as const;

/** The files of reviews that are read when they are put there: as EventBridge matches keys, and exactly. */
export const REVIEW_KEYS = 'reviews/*.csv';
export const REVIEW_KEY = /^reviews\/[^/]{1,200}\.csv$/;

/** Files that are brought in when they are put there, and the word that an invocation leaves to the next. */
export const IMPORTED_KEYS = [
  'imports/*.csv',
  'imports/*.jsonl',
  'imports-next/*.csv',
  'imports-next/*.jsonl',
] as const;

/** The name of a file that is brought along, without its folder; undefined for every other key. */
export const importOf = (key: string): string | undefined =>
  /^imports(?:-next)?\/([^/.~][^/]{0,199}\.(?:csv|jsonl))$/i.exec(key)?.[1];

/** Where the report about this file lies. */
export const importReportOf = (key: string): string => key.replace(/\.[a-z]+$/i, '.report.json');

/** Where the rejections of this file lie that its report has no room for; parts count from 1. */
export const importRejectionsOf = (key: string, part: number): string =>
  key.replace(/\.[a-z]+$/i, `.rejected-${part}.json`);

/** The raw bucket: unversioned, everything in it expires after 30 days. */
export const RAW_PREFIX = {
  inputs: 'inputs/',
  quarantine: 'quarantine/',
  /**
   * `mentions/<profile id>/<hash>`: the key of a quarantined payload that mentions this person, so that an
   * erasure finds it.
   */
  mentions: 'mentions/',
  /** `exports/<profile id>/<hash>.json`: the data that a customer requested. */
  exports: 'exports/',
} as const;

/** Days until anything in the raw bucket expires. */
export const RAW_RETENTION_DAYS = 30;

/** The bucket of facts: `facts/…parquet` is compacted, everything else is lines of JSON. */
export const FACTS_PREFIX = 'facts/';
