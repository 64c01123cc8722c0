/**
 * Minutes ahead of UTC of the zones that are known by abbreviations. Where several share one, the most people's comes
 * first.
 */
const OFFSETS: Readonly<Record<string, readonly number[]>> = {
  UTC: [0],
  GMT: [0],
  Z: [0],
  WET: [0],
  WEST: [60],
  WEZ: [0],
  WESZ: [60],
  BST: [60, 360],
  CET: [60],
  CEST: [120],
  MEZ: [60],
  MESZ: [120],
  SEČ: [60],
  SELČ: [120],
  EET: [120],
  EEST: [180],
  OEZ: [120],
  OESZ: [180],
  MSK: [180],
  TRT: [180],
  IDT: [180],
  SAST: [120],
  WAT: [60],
  CAT: [120],
  EAT: [180],
  GST: [240],
  PKT: [300],
  IST: [330, 60, 120],
  NPT: [345],
  WIB: [420],
  WITA: [480],
  WIT: [540],
  ICT: [420],
  SGT: [480],
  MYT: [480],
  HKT: [480],
  AWST: [480],
  JST: [540],
  KST: [540],
  ACST: [570],
  ACDT: [630],
  AEST: [600],
  AEDT: [660],
  NZST: [720],
  NZDT: [780],
  HST: [-600],
  AKST: [-540],
  AKDT: [-480],
  PST: [-480, 480],
  PDT: [-420],
  MST: [-420],
  MDT: [-360],
  CST: [-360, 480, -300],
  CDT: [-300, -240],
  EST: [-300],
  EDT: [-240],
  HNE: [-300],
  HAE: [-240],
  AST: [-240, 180],
  ADT: [-180],
  NST: [-210],
  NDT: [-150],
  BRT: [-180],
  ART: [-180],
  CLT: [-240],
  CLST: [-180],
  COT: [-300],
  PET: [-300]
};

/** "GMT+2", "UTC+05:30", and the same in other languages. */
const OFFSET = /(?<=\p{L}\s?)([+−-])(\d{1,2})(?::?(\d{2}))?(?!\d)/u;
const NAME = /(?<!\p{L})[A-ZČ]{1,5}(?!\p{L})/gu;

/**
 * Finds a time zone in text.
 * @returns minutes ahead of UTC, where several are possible all of them; and the text without what could be taken for
 * a part of a date. Undefined where there is no zone that is known.
 */
export function findZone(text: string): { offsets: readonly number[]; rest: string } | undefined {
  const offset = OFFSET.exec(text);
  if (offset) {
    const minutes = 60 * Number(offset[2]) + Number(offset[3] ?? 0);
    return { offsets: [offset[1] === '+' ? minutes : -minutes], rest: text.replace(offset[0], ' ') };
  }
  for (const [name] of text.matchAll(NAME)) {
    const offsets = Object.hasOwn(OFFSETS, name) ? OFFSETS[name] : undefined;
    if (offsets) return { offsets, rest: text.replace(name, ' ') };
  }
  return undefined;
}
