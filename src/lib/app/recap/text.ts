/** How a line of text is set. */
export interface TextStyle {
  /** Pixels. */
  size: number;
  weight: number;
  /** Space between letters, in sizes. */
  tracking?: number;
}

/** The width of a text, pixels. */
export type MeasureText = (text: string, style: TextStyle) => number;

/** What would turn or break a line: line ends, and controls of the writing direction. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;
const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** Longer names do not fit on any card; measuring them would only take time. */
const LONGEST = 200;

/** The text, cut at whole characters and ended by "…" where it is wider than `width`. */
export function cutToWidth(text: string, style: TextStyle, width: number, measure: MeasureText): string {
  const line = text.replace(CONTROLS, ' ').trim();
  if (line.length <= LONGEST && measure(line, style) <= width) return line;
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const letters = Array.from(graphemes.segment(line.slice(0, LONGEST * 4)), ({ segment }) => segment);
  if (letters.length <= LONGEST && measure(line, style) <= width) return line;
  let fits = 0;
  let end = Math.min(letters.length, LONGEST);
  while (fits < end) {
    const middle = Math.ceil((fits + end) / 2);
    if (measure(cutAt(letters, middle), style) <= width) fits = middle;
    else end = middle - 1;
  }
  return cutAt(letters, fits);
}

/** The greatest size from `largest` down at which all lines fit; never less than a quarter of it. */
export function sizeToFit(
  lines: readonly string[],
  { size: largest, ...style }: TextStyle,
  width: number,
  measure: MeasureText
): number {
  const widest = Math.max(1, ...lines.map((line) => measure(line, { ...style, size: largest })));
  return Math.max(largest / 4, Math.floor(Math.min(1, width / widest) * largest));
}

/** By the first letter, as the `dir="auto"` of a page does it. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [letter = ''] = FIRST_LETTER.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

function cutAt(letters: readonly string[], count: number): string {
  return `${letters.slice(0, count).join('').trimEnd()}…`;
}
