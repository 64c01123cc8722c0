import { HEAD_BYTES } from '../limits.ts';
import { type Bytes, type Chunk, join } from './bytes.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** So many bytes of UTF-16 without a mark have to look like it; a first word in Latin letters is enough. */
const UTF_16_BYTES = 8;

/**
 * Passes UTF-8 on without its byte order mark. What is in another encoding from its beginning on is converted; after
 * `HEAD_BYTES` that are nothing but ASCII no other encoding is looked for, as every byte would have to be looked at.
 */
export async function* toUtf8(bytes: Bytes): Bytes {
  const taken: Chunk[] = [];
  let length = 0;
  let decoder: TextDecoder | undefined;
  const encoder = new TextEncoder();
  let decided = false;
  for await (const chunk of bytes) {
    if (decoder) {
      yield encoder.encode(decoder.decode(chunk, { stream: true }));
    } else if (decided) {
      yield chunk;
    } else {
      taken.push(chunk);
      length += chunk.length;
      if (length < HEAD_BYTES) continue;
      decided = true;
      const start = join(taken.splice(0));
      decoder = decoderFor(start, false);
      yield decoder ? encoder.encode(decoder.decode(start, { stream: true })) : unmarked(start);
    }
  }
  if (decided) {
    if (decoder) yield encoder.encode(decoder.decode());
  } else {
    const whole = join(taken);
    // Streaming, and only then ended: one version of Node.js takes windows-1252 for Latin-1 otherwise.
    decoder = decoderFor(whole, true);
    yield decoder
      ? encoder.encode(decoder.decode(whole, { stream: true }) + decoder.decode())
      : unmarked(whole);
  }
}

/**
 * The text of bytes from `toUtf8`. The first character beyond ASCII tells its encoding, wherever it stands: bytes that
 * are not UTF-8 there are taken for windows-1252, and so is the rest. Later ones are damage.
 */
export async function* toText(utf8: AsyncIterable<Chunk>): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  /** The beginning of a character that goes on in the next chunk. */
  let held: Chunk = new Uint8Array();
  for await (const chunk of utf8) {
    let piece = chunk;
    if (!decoder) {
      piece = held.length > 0 ? join([held, chunk]) : chunk;
      const at = beyondAscii(piece);
      const encoding = encodingAt(piece, at, false);
      if (encoding) decoder = new TextDecoder(encoding, { ignoreBOM: true });
      held = encoding ? new Uint8Array() : piece.slice(at);
      piece = encoding ? piece : piece.subarray(0, at);
    }
    const text = (decoder ?? new TextDecoder()).decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  decoder ??= new TextDecoder(encodingAt(held, 0, true));
  const text = decoder.decode(held, { stream: true }) + decoder.decode();
  if (text !== '') yield text;
}

/** What is to be converted, by its beginning; undefined for UTF-8. @param whole whether nothing comes behind it. */
function decoderFor(start: Chunk, whole: boolean): TextDecoder | undefined {
  const encoding = markOf(start) ?? unmarkedUtf16(start) ?? encodingAt(start, beyondAscii(start), whole);
  return encoding === undefined || encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
}

function markOf([a, b, c]: Chunk): Encoding | undefined {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  return undefined;
}

function unmarked(start: Chunk): Chunk {
  return markOf(start) === 'utf-8' ? start.subarray(3) : start;
}

/** UTF-16 that begins with ASCII: every other byte is zero. */
function unmarkedUtf16(start: Chunk): Encoding | undefined {
  if (start.length < 2) return undefined;
  const first = start.subarray(0, UTF_16_BYTES);
  const zeros = (odd: number) => first.every((byte, at) => (byte === 0) === (at % 2 === odd));
  return zeros(1) ? 'utf-16le' : zeros(0) ? 'utf-16be' : undefined;
}

/** The index of the first byte beyond ASCII, or the length. */
function beyondAscii(bytes: Chunk): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at++;
  return at;
}

/**
 * What the character at `at` says, the first beyond ASCII; undefined where there is none or it goes on.
 * @param whole whether nothing comes behind the bytes.
 */
function encodingAt(bytes: Chunk, at: number, whole: boolean): Encoding | undefined {
  const lead = bytes[at];
  if (lead === undefined) return undefined;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const character = bytes.subarray(at, at + length);
  try {
    // A streaming decoder does not mind a character that goes on.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(character, {
      stream: !whole
    });
    return text === '' ? undefined : 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
