import { MAX_NAME_LENGTH } from './limits.ts';

const PRINTABLE_ASCII = /^[ -~]*$/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Zero-width, bidirectional and control characters, and variation selectors; not the white ones. */
const INVISIBLE = /(?![\t-\r])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** Text without line breaks and other control characters, and without halves of characters. */
export function oneLine(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(CONTROL, ' ').replace(LONE_SURROGATE, '\ufffd');
}

/** A name as it is stored: one line of well-formed text of at most 300 characters, otherwise as it was. */
export function cleanName(text: string): string {
  if (text.length <= MAX_NAME_LENGTH && PRINTABLE_ASCII.test(text)) return text.trim();
  const clean = oneLine(text).trim();
  // Twice the length in UTF-16 units always holds enough code points; the rest need not be looked at.
  const points =
    clean.length <= MAX_NAME_LENGTH ? undefined : Array.from(clean.slice(0, 2 * MAX_NAME_LENGTH + 2));
  return points && points.length > MAX_NAME_LENGTH
    ? points
        .slice(0, MAX_NAME_LENGTH - 1)
        .join('')
        .trimEnd() + '…'
    : clean;
}

/** True where nothing of the text could be seen. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first > 0x20 && first < 0x7f) return false;
  return text.replace(INVISIBLE, '').trim() === '';
}

/** Folds differences that nobody means when writing a name: case, width, ligatures, white and invisible characters. */
export function foldName(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase().replace(/ +/g, ' ').trim();
  // By way of upper case, which alone joins ß with SS and the two small sigmas; lower case first, for ẞ.
  const cased = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return cased.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}
