/** What `scanValue` returns when the text ends before the value does. */
export const INCOMPLETE = -1;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Numbers loosely, since JSON.parse has the last word on them. */
const SCALAR = /-?\d[\d.eE+-]*|true|false|null/y;
const SCALAR_BEGUN = /^(?:-|t|tr|tru|f|fa|fal|fals|n|nu|nul)$/;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

/**
 * Finds the end of the JSON value at `from` by following its structure.
 * @returns the index behind the value; INCOMPLETE; or, where the text cannot be JSON, the index of the first character
 * that may be wrong as `-2 - index` (see `wrongAt`). Where a string has just ended, that is its beginning: when a
 * closing quote is missing, the string has swallowed what follows, up to the next quote.
 */
export function scanValue(text: string, from: number): number {
  const closers: number[] = [];
  let expected: Expected = 'value';
  let at = from;
  let afterString = -1;
  for (;;) {
    at = skipSpace(text, at);
    if (at >= text.length) return INCOMPLETE;
    const code = text.charCodeAt(at);
    const wrong = -2 - (afterString >= 0 ? afterString : at);
    afterString = -1;
    let ended = false;
    if (expected === 'colon') {
      if (code !== COLON) return wrong;
      expected = 'value';
      at++;
    } else if (expected === 'comma-or-end' && code === COMMA) {
      expected = closers.at(-1) === CLOSE_OBJECT ? 'key' : 'value';
      at++;
    } else if (code === closers.at(-1) && expected !== 'key' && expected !== 'value') {
      closers.pop();
      ended = true;
      at++;
    } else if (expected === 'comma-or-end') {
      return wrong;
    } else if (code === QUOTE) {
      afterString = at;
      at = stringEnd(text, at);
      if (at < 0) return at;
      if (expected === 'key' || expected === 'key-or-end') expected = 'colon';
      else ended = true;
    } else if (expected === 'key' || expected === 'key-or-end') {
      return wrong;
    } else if (code === OPEN_OBJECT) {
      closers.push(CLOSE_OBJECT);
      expected = 'key-or-end';
      at++;
    } else if (code === OPEN_ARRAY) {
      closers.push(CLOSE_ARRAY);
      expected = 'value-or-end';
      at++;
    } else {
      at = scalarEnd(text, at);
      if (at < 0) return at;
      ended = true;
    }
    if (!ended) continue;
    if (closers.length === 0) return at;
    expected = 'comma-or-end';
  }
}

/** The index of the wrong character in a negative answer of `scanValue` other than INCOMPLETE. */
export function wrongAt(answer: number): number {
  return -2 - answer;
}

/** The index of the first character from `at` on that is not JSON white space. */
export function skipSpace(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return Math.min(at, text.length);
    at++;
  }
}

function stringEnd(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
    // A raw line break: here, too, the closing quote is missing.
    else if (code < 0x20) return -2 - quote;
  }
  return INCOMPLETE;
}

function scalarEnd(text: string, at: number): number {
  SCALAR.lastIndex = at;
  if (SCALAR.test(text)) return SCALAR.lastIndex === text.length ? INCOMPLETE : SCALAR.lastIndex;
  return text.length - at < 5 && SCALAR_BEGUN.test(text.slice(at)) ? INCOMPLETE : -2 - at;
}
