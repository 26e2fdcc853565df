/** The lines of a file that hold anything, each as a row of one cell. */
import { LIMITS } from '../../core/limits.ts';
import type { FileRow } from '../../core/ports/import-files.ts';

/** One character more than may be, so that whoever reads the line sees that it is too long. */
const MOST_CHARS = LIMITS.importLineChars + 1;

export async function* lines(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let line = 1;
  let open = '';
  const row = (): readonly FileRow[] => (open.trim() === '' ? [] : [{ line, cells: [open.trim()] }]);
  for await (const piece of text) {
    const [rest = '', ...further] = piece.replaceAll('\r', '').split('\n');
    open = (open + rest).slice(0, MOST_CHARS);
    for (const next of further) {
      yield* row();
      open = next.slice(0, MOST_CHARS);
      line += 1;
    }
  }
  yield* row();
}
