import { type SeededRandom, seededRandom } from '../../../src/lib/random/index.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** No mutation makes a file longer than this. */
const MOST_BYTES = 256 * 1024;

/** What parsers stumble over. Latin-1 text stands for the bytes themselves. */
const TRICKS = [
  ...['0', '-0', '-1', '1e999', '1E-999', '0x10', '01', '.5', '1.', 'NaN', 'Infinity', '9007199254740993'],
  ...['99999999999999999999', '4294967296', '253402300800000', '-62135596800', '1_000', '1,5', '\u0661'],
  ...['"', "'", '\\', '\\"', '\\u0000', '\\ud800', '\\udc00\\ud800', '\\u', '\\x', '""', '"""'],
  ...['[', ']', '{', '}', '[[', '{}', '[]', '}{', '][', ',', ',,', ':', ';', '\t', '|', '='],
  ...['null', 'true', 'nul', '"__proto__":', '"constructor":{"prototype":1},', '//', '/*', '#'],
  ...['\n', '\r', '\r\n', '\n\n', '\0', '\u00a0', '\u0085', '\u00e2\u0080\u00a8', '\ufeff'],
  ...['<', '>', '</', '<!--', '<![CDATA[', ']]>', '&', '&#0;', '&#x110000;', '&lt;', '<br>', '<?xml'],
  ...['2024-02-30T25:61:61Z', '0000-00-00', '1970-01-01T00:00:00Z', '29 Feb 2023, 24:00', '99:99', 'PM'],
  ...['\u00ff\u00fe', '\u00fe\u00ff', '\u00ef\u00bb\u00bf', '\u00c0\u00af', '\u00ed\u00a0\u0080', '\u00ff'],
  ...['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006', '\u001f\u008b', '%PDF', 'SQLite format 3\0']
].map(latin1);

/** A mutated file; the same seed gives the same. @param other a file of another format, to be spliced in. */
export function mutate(original: Bytes, other: Bytes, seed: number): Bytes {
  const random = seededRandom(seed);
  let bytes = original;
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const change = CHANGES[random.below(CHANGES.length)] ?? flip;
    bytes = change(bytes, random, other).slice(0, MOST_BYTES);
  }
  return bytes;
}

type Change = (bytes: Bytes, random: SeededRandom, other: Bytes) => Bytes;

const flip: Change = (bytes, random) => {
  const copy = bytes.slice();
  for (let flips = 1 + random.below(8); flips > 0 && copy.length > 0; flips--) {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }
  return copy;
};

const remove: Change = (bytes, random) => {
  const { from, to } = stretch(bytes, random);
  return join(bytes.subarray(0, from), bytes.subarray(to));
};

const truncate: Change = (bytes, random) => bytes.slice(0, random.below(bytes.length + 1));

const behead: Change = (bytes, random) => bytes.slice(random.below(bytes.length + 1));

/** Writes a stretch again, somewhere. */
const duplicate: Change = (bytes, random) => {
  const { from, to } = stretch(bytes, random);
  return insert(bytes, bytes.subarray(from, to), random.below(bytes.length + 1));
};

/** Writes a short stretch again, hundreds of times in a row. */
const repeat: Change = (bytes, random) => {
  const from = random.below(bytes.length + 1);
  const unit = bytes.subarray(from, from + 1 + random.below(12));
  const times = 2 + random.below(random.below(10) === 0 ? 20_000 : 300);
  return insert(bytes, join(...Array.from({ length: times }, () => unit)), from);
};

const splice: Change = (bytes, random, other) =>
  join(
    bytes.subarray(0, random.below(bytes.length + 1)),
    other.subarray(random.below(other.length + 1)),
    random.below(2) === 0 ? bytes.subarray(random.below(bytes.length + 1)) : new Uint8Array()
  );

const trick: Change = (bytes, random) => insert(bytes, pickTrick(random), random.below(bytes.length + 1));

/** Writes something odd in the place of a number, a word or a quoted text. */
const replace: Change = (bytes, random) => {
  const text = Array.from(bytes.subarray(0, MOST_BYTES), (byte) => String.fromCharCode(byte)).join('');
  const start = random.below(text.length + 1);
  const [found] = text.slice(start).match(/-?\d[\d.:]*|"[^"]*"|\w+/) ?? [];
  if (found === undefined) return trick(bytes, random, bytes);
  const at = text.indexOf(found, start);
  return join(bytes.subarray(0, at), pickTrick(random), bytes.subarray(at + found.length));
};

const toUtf16: Change = (bytes) => {
  const text = new TextDecoder().decode(bytes);
  const wide = new Uint8Array(2 + 2 * text.length);
  wide.set([0xff, 0xfe]);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    wide.set([unit & 0xff, unit >> 8], 2 + 2 * i);
  }
  return wide;
};

/** The structural ones are listed more than once: they get further into a parser than noise does. */
const CHANGES: readonly Change[] = [
  ...[flip, remove, remove, truncate, behead, duplicate, duplicate, repeat, splice],
  ...[trick, trick, trick, replace, replace, replace, toUtf16]
];

/** Mostly short: a file that has lost half of itself tests less. */
function stretch(bytes: Bytes, random: SeededRandom): { from: number; to: number } {
  const from = random.below(bytes.length + 1);
  const longest = random.below(4) === 0 ? bytes.length : 24;
  return { from, to: Math.min(from + 1 + random.below(longest + 1), bytes.length) };
}

function pickTrick(random: SeededRandom): Bytes {
  return TRICKS[random.below(TRICKS.length)] ?? new Uint8Array();
}

function insert(bytes: Bytes, piece: Uint8Array, at: number): Bytes {
  return join(bytes.subarray(0, at), piece, bytes.subarray(at));
}

function join(...parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function latin1(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
