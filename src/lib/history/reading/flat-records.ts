const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const LITERALS = ['null', 'true', 'false'].map((word) => new TextEncoder().encode(word));

/** The bytes between two values; nearly three quarters of a record, so they are compared four at a time. */
interface Gap {
  bytes: Uint8Array;
  /** The whole words of `bytes`, little-endian. */
  words: Uint32Array;
}

/** What all records have in common. */
interface Layout {
  /** Before each value, from the end of the one before. */
  before: readonly Gap[];
  /** By value: index into the wanted fields, or -1. */
  field: readonly number[];
  /** From the end of the last value to the closing brace. */
  end: Gap;
}

/** Layouts that are tried before a new one is learnt. */
const MAX_LAYOUTS = 4;
const INCOMPLETE = -2;

/**
 * Finds the values of flat JSON objects ({ "key": scalar, ... }) in their bytes, without making strings or objects.
 * Programs write all records of a file in one layout, so the bytes between the values are compared with those of an
 * earlier record, instead of being understood anew.
 */
export class FlatRecordScanner {
  /** By wanted field: where its value stands in the bytes, quotes included; -1 where the record lacks it. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The one that fitted last comes first. */
  readonly #layouts: Layout[] = [];
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** @param fields keys whose values are wanted. */
  constructor(private readonly fields: readonly string[]) {
    this.from = new Int32Array(fields.length);
    this.to = new Int32Array(fields.length);
  }

  /**
   * Understands the record that begins at `at`, and sets `from` and `to`.
   * @returns the index behind the record; negative where it is not complete, not flat, not JSON, or has an escape:
   * then it is a case for JSON.parse.
   */
  scan(bytes: Uint8Array, at: number, end: number): number {
    if (this.#view.buffer !== bytes.buffer) this.#view = new DataView(bytes.buffer);
    for (let i = 0; i < this.#layouts.length; i++) {
      const layout = this.#layouts[i];
      const next = layout ? this.#follow(layout, bytes, at, end) : -1;
      if (next === INCOMPLETE) return next;
      if (next < 0 || !layout) continue;
      if (i > 0) this.#layouts.unshift(...this.#layouts.splice(i, 1));
      return next;
    }
    const layout = this.#learn(bytes, at, end);
    if (!layout) return -1;
    this.#layouts.unshift(layout);
    this.#layouts.length = Math.min(this.#layouts.length, MAX_LAYOUTS);
    return this.#follow(layout, bytes, at, end);
  }

  #follow({ before, field, end: tail }: Layout, bytes: Uint8Array, at: number, end: number): number {
    this.from.fill(-1);
    for (let value = 0; value < before.length; value++) {
      const from = this.#pass(before[value] ?? tail, bytes, at, end);
      if (from < 0) return from;
      at = scalarEnd(bytes, from, end);
      if (at < 0) return at;
      const wanted = field[value] ?? -1;
      if (wanted < 0) continue;
      this.from[wanted] = from;
      this.to[wanted] = at;
    }
    return this.#pass(tail, bytes, at, end);
  }

  /** The index behind the gap at `at`. */
  #pass({ bytes: gap, words }: Gap, bytes: Uint8Array, at: number, end: number): number {
    if (at + gap.length > end) return INCOMPLETE;
    const base = bytes.byteOffset + at;
    for (let i = 0; i < words.length; i++) {
      if (this.#view.getUint32(base + 4 * i, true) !== words[i]) return -1;
    }
    for (let i = 4 * words.length; i < gap.length; i++) if (bytes[at + i] !== gap[i]) return -1;
    return at + gap.length;
  }

  #learn(bytes: Uint8Array, at: number, end: number): Layout | undefined {
    if (bytes[at] !== OPEN_OBJECT) return undefined;
    const before: Gap[] = [];
    const field: number[] = [];
    let last = at;
    for (at = skipSpace(bytes, at + 1); at < end; at = skipSpace(bytes, at + 1)) {
      if (bytes[at] !== QUOTE) return undefined;
      const keyEnd = scalarEnd(bytes, at, end);
      if (keyEnd < 0) return undefined;
      const wanted = this.fields.indexOf(asciiText(bytes, at + 1, keyEnd - 1));
      // A key that comes twice: JSON has rules for that, which are left to JSON.parse.
      if (wanted >= 0 && field.includes(wanted)) return undefined;
      at = skipSpace(bytes, keyEnd);
      if (bytes[at] !== COLON) return undefined;
      at = skipSpace(bytes, at + 1);
      before.push(gapOf(bytes.slice(last, at)));
      field.push(wanted);
      last = scalarEnd(bytes, at, end);
      if (last < 0) return undefined;
      at = skipSpace(bytes, last);
      if (bytes[at] === CLOSE_OBJECT) return { before, field, end: gapOf(bytes.slice(last, at + 1)) };
      if (bytes[at] !== COMMA) return undefined;
    }
    return undefined;
  }
}

function gapOf(bytes: Uint8Array): Gap {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const words = Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) =>
    view.getUint32(4 * i, true)
  );
  return { bytes, words };
}

/** The index behind a string without escapes, a whole number or a literal; INCOMPLETE, or -1 for anything else. */
function scalarEnd(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  if (first === QUOTE) {
    for (at++; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH || byte < 0x20) return -1;
    }
    return INCOMPLETE;
  }
  if (first === MINUS || (first >= ZERO && first <= NINE)) return integerEnd(bytes, at, end);
  for (const literal of LITERALS) {
    if (first !== literal[0]) continue;
    if (at + literal.length >= end) return INCOMPLETE;
    return literal.every((byte, i) => bytes[at + i] === byte) ? at + literal.length : -1;
  }
  return at >= end ? INCOMPLETE : -1;
}

function integerEnd(bytes: Uint8Array, from: number, end: number): number {
  const digits = bytes[from] === MINUS ? from + 1 : from;
  let at = digits;
  while (at < end && (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at++;
  const leadingZero = bytes[digits] === ZERO && at > digits + 1;
  const next = bytes[at] ?? 0;
  if (at >= end) return INCOMPLETE;
  // A point or an exponent.
  if (at === digits || leadingZero || next === 0x2e || next === 0x65 || next === 0x45) return -1;
  return at;
}

function skipSpace(bytes: Uint8Array, at: number): number {
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 100)));
}
