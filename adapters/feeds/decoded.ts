/**
 * Text of a file whose encoding nobody states: UTF-8 or UTF-16, with a mark or without, or Windows-1252 as
 * German Excel writes it. It is found out on the way, so that no more than a piece is ever held.
 */

/** Most characters that a parser gets at once. */
const PIECE_CHARS = 64 * 1024;
/** The most bytes of one character of UTF-8. */
const CHARACTER_BYTES = 4;

export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decode: Decode | undefined;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    decode ??= decoderFor(chunk);
    yield* pieces(decode(chunk, false));
  }
  if (decode) yield* pieces(decode(new Uint8Array(), true));
}

type Decode = (chunk: Uint8Array, last: boolean) => string;

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE_CHARS) yield text.slice(start, start + PIECE_CHARS);
}

const decoderFor = (first: Uint8Array): Decode => {
  const utf16 = utf16In(first);
  return utf16 ? streamed(utf16) : utf8OrWindows();
};

/** Known by its mark, or by the zeros between Latin letters where it has none. */
const utf16In = (first: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [a, b] = first;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = first.subarray(0, HEAD_BYTES);
  const zeros = [0, 0];
  head.forEach((byte, place) => {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) * 4 < head.length) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
};

const HEAD_BYTES = 512;

const streamed = (encoding: string): Decode => {
  const decoder = new TextDecoder(encoding);
  return (chunk, last) => decoder.decode(chunk, { stream: !last });
};

/**
 * The first letter that is no ASCII tells: where its bytes are no UTF-8, the file is Windows-1252. Characters
 * that are broken later are left to the reader of the rows.
 */
const utf8OrWindows = (): Decode => {
  let held: Uint8Array = new Uint8Array();
  let decode = asciiFirst();
  return (chunk, last) => {
    const bytes = joined(held, chunk);
    const end = last ? bytes.length : wholeCharacters(bytes);
    held = bytes.slice(end);
    const read = decode(bytes.subarray(0, end));
    decode = read.next;
    return read.text;
  };
};

/** Reads whole characters; `next` reads what follows them. */
type Whole = (bytes: Uint8Array) => Readonly<{ text: string; next: Whole }>;

const asciiFirst = (isFirst = true): Whole => {
  const own: Whole = (bytes) => {
    if (bytes.every((byte) => byte < 0x80))
      return { text: UTF8.decode(bytes), next: bytes.length > 0 ? asciiFirst(false) : own };
    return (isUtf8(firstLetter(bytes)) ? (isFirst ? unmarked : utf8) : windows)(bytes);
  };
  return own;
};

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const WITHOUT_MARK = new TextDecoder('utf-8');
const WINDOWS = new TextDecoder('windows-1252');

const utf8: Whole = (bytes) => ({ text: UTF8.decode(bytes), next: utf8 });
const unmarked: Whole = (bytes) => ({ text: WITHOUT_MARK.decode(bytes), next: utf8 });
const windows: Whole = (bytes) => ({ text: WINDOWS.decode(bytes), next: windows });

/** The bytes of the first character that is no ASCII, if they are UTF-8. */
const firstLetter = (bytes: Uint8Array): Uint8Array => {
  const place = bytes.findIndex((byte) => byte >= 0x80);
  return bytes.subarray(place, place + lengthOf(bytes[place] ?? 0));
};

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** Where the last character that may go on in the next piece begins. */
const wholeCharacters = (bytes: Uint8Array): number => {
  const tail = [...bytes.subarray(1 - CHARACTER_BYTES)];
  const lead = tail.findLastIndex((byte) => byte < 0x80 || byte >= 0xc0);
  const there = tail.length - lead;
  return lead >= 0 && lengthOf(tail[lead] ?? 0) > there ? bytes.length - there : bytes.length;
};

/** How many bytes a character has that begins with this one. */
const lengthOf = (lead: number): number => LEADS.findLastIndex((first) => lead >= first) + 1;

const LEADS = [0, 0xc0, 0xe0, 0xf0];

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
