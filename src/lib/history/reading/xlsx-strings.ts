import type { Bytes } from './bytes.ts';
import { Refused } from './problem.ts';
import { readXml } from './xml.ts';

/** What the strings of a workbook may come to, UTF-16 units. A lifetime of listening needs about a tenth. */
const MAX_UNITS = 32 * 1024 * 1024;
const MAX_STRINGS = 2_000_000;

/**
 * The list of strings that cells refer to by number.
 * @throws Refused when it is larger than any history's.
 */
export async function sharedStrings(utf8: Bytes): Promise<string[]> {
  const strings: string[] = [];
  let units = 0;
  let current = '';
  let inText = false;
  /** How a string is pronounced stands beside it, as in Japanese workbooks. */
  let spoken = false;
  await readXml(utf8, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') inText = !spoken;
      else if (name === 'rPh') spoken = true;
    },
    text(text) {
      if (!inText) return;
      current += text;
      units += text.length;
      if (units > MAX_UNITS) throw tooMany();
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') spoken = false;
      else if (name === 'si' && strings.push(current) > MAX_STRINGS) throw tooMany();
    }
  });
  return strings;
}

function tooMany(): Refused {
  return new Refused(
    'too_large',
    'There is far more text in this workbook than in any listening history, so Earshot did not read it.'
  );
}
