/** The interface of a file that a shop brings along: by which columns it is known, and what its rows mean. */
import type { FileRow } from '../../core/ports/import-files.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { TranslatedEvent } from '../platform.ts';
import type { Columns } from './columns.ts';
import type { Reason } from './reasons.ts';

/** A row of data. */
export type Row = FileRow;

/** An event as a row tells it; its id is made from the row's content. */
export type ToldEvent = Omit<TranslatedEvent, 'id'>;

/** An address that must not be written to; it holds before anybody looks at the customer. */
export type Stop = Readonly<{
  address: string;
  at: Instant;
  by: 'unsubscribe' | 'bounce' | 'complaint' | 'manual';
}>;

export type Reading =
  | Readonly<{ events: readonly ToldEvent[]; stops?: readonly Stop[] }>
  | Readonly<{ rejected: Reason }>;

/** `at` is when the file was put where it is: for whatever the file does not date. */
export type About = Readonly<{ columns: Columns; at: Instant }>;

export type ExportFormat = Readonly<{
  /** The format's own name in reports. */
  name: string;
  /** Whose customer ids stand in it: those of a platform, or of the tool itself. */
  source: string;
  /** True where these columns, and the cells of the first row, are those of this format. */
  knows: (columns: Columns, first: readonly string[]) => boolean;
  /** Rows with the same mark are one thing, an order for example; absent where every row stands alone. */
  belongsTo?: (columns: Columns, row: Row) => string | undefined;
  read: (rows: readonly Row[], about: About) => Reading;
  /** Why nothing of such a file can be used, where that is so. */
  useless?: Reason;
}>;
