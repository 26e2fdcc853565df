/** A file's bytes as text, a piece at a time. */
import { FeedBroken } from './feed-broken.ts';

/** Most characters that a parser gets at once. */
const PIECE_CHARS = 64 * 1024;

/** Ends with FeedBroken at the line where the bytes are no UTF-8. */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for await (const chunk of bytes) {
    const text = decode(
      () => decoder.decode(chunk, { stream: true }),
      () => line + linesIn(chunk),
    );
    line += text.split('\n').length - 1;
    for (let start = 0; start < text.length; start += PIECE_CHARS)
      yield text.slice(start, start + PIECE_CHARS);
  }
  const rest = decode(
    () => decoder.decode(),
    () => line,
  );
  if (rest !== '') yield rest;
}

const decode = (run: () => string, line: () => number): string => {
  try {
    return run();
  } catch {
    throw new FeedBroken(line(), 'encoding');
  }
};

/** Line breaks before the first byte that is no UTF-8. */
const linesIn = (chunk: Uint8Array): number =>
  (new TextDecoder().decode(chunk).split('\ufffd', 1)[0] ?? '').split('\n').length - 1;
