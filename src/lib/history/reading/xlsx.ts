import type { Bytes } from './bytes.ts';
import { sharedStrings } from './xlsx-strings.ts';
import { sheetAsCsv } from './xlsx-sheet.ts';
import { attributeOf, readXml } from './xml.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
/** No export has more. */
const MAX_SHEETS = 100;

/** A table in a workbook. */
export interface Sheet {
  readonly name: string;
  /** The table as comma-separated UTF-8, to be read once, before the next sheet is. */
  csv(): Bytes;
}

/** Whether a zip that holds these files is a workbook: zips, too, are what Excel makes. */
export function isWorkbook(names: readonly string[]): boolean {
  return names.includes('[Content_Types].xml') && names.includes(WORKBOOK);
}

/**
 * The sheets of a workbook (xlsx). What is held in memory is the list of strings that the sheets share, nothing else.
 * (The libraries for this hold the whole workbook, and inflate it before anybody has counted its bytes.)
 * @param open gives the bytes of a file in the zip; undefined where there is none.
 * @throws Refused
 */
export async function* sheetsOf(
  open: (name: string) => Bytes | undefined
): AsyncGenerator<Sheet, void, undefined> {
  const found: { name: string; id: string }[] = [];
  await readXml(open(WORKBOOK) ?? none(), {
    open(element, attributes) {
      if (element !== 'sheet' || found.length >= MAX_SHEETS) return;
      found.push({ name: attributeOf(attributes, 'name') ?? '', id: attributeOf(attributes, 'id') ?? '' });
    }
  });
  const targets = new Map<string, string>();
  await readXml(open(RELATIONS) ?? none(), {
    open(element, attributes) {
      if (element !== 'Relationship' || targets.size >= 10 * MAX_SHEETS) return;
      targets.set(attributeOf(attributes, 'Id') ?? '', attributeOf(attributes, 'Target') ?? '');
    }
  });
  const strings = await sharedStrings(open(STRINGS) ?? none());
  for (const { name, id } of found) {
    const bytes = open(inFolder(targets.get(id) ?? ''));
    if (bytes) yield { name, csv: () => sheetAsCsv(bytes, strings) };
  }
}

/** Targets are told from the workbook's folder, or from the top. */
function inFolder(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function* none(): Bytes {
  // Nothing is in a file that is missing.
}
