/** Reads the lines of a file one after the other, however large it is. */
import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 1024 * 1024;
const END_OF_LINE = 0x0a;

/** The last one also where no end of line follows. */
export function* linesIn(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const piece = Buffer.alloc(PIECE_BYTES);
  let begun: Buffer[] = [];
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      let start = 0;
      for (let end = piece.indexOf(END_OF_LINE); end >= 0 && end < read; ) {
        yield Buffer.concat([...begun, piece.subarray(start, end)]).toString('utf8');
        begun = [];
        start = end + 1;
        end = piece.indexOf(END_OF_LINE, start);
      }
      if (start < read) begun.push(Buffer.from(piece.subarray(start, read)));
    }
    if (begun.length > 0) yield Buffer.concat(begun).toString('utf8');
  } finally {
    closeSync(file);
  }
}
