import { foldName } from '../text.ts';

/** Letters that are no letter with a mark to Unicode, though people leave the mark out when they search. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"'
};

/**
 * Text as it is compared in a search: as `foldName` has it, and without the marks that many keyboards lack, so that
 * "bjork" finds "Björk".
 */
export function foldForSearch(text: string): string {
  const folded = foldName(text);
  // eslint-disable-next-line no-control-regex -- the range is all of ASCII
  if (/^[\u0000-\u007f]*$/.test(folded)) return folded;
  return folded
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[øłđðþæœ‘’“”]/g, (letter) => PLAIN[letter] ?? letter);
}

/** The words of a search, each of which must be found. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldForSearch(text).split(' '))].filter((word) => word !== '');
}
