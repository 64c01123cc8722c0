/** Longest believable cell, UTF-16 units. Real ones have about 1,500. */
const MAX_CELL = 64 * 1024;
const START = '<div class="outer-cell';

/** Cuts a page of activities into its cells. Memory is bounded by one piece and one cell. */
export class CellReader {
  #rest = '';
  /** True once `#rest` begins with a cell. */
  #inside = false;

  /** @returns the cells that are complete; one that is too long is cut. */
  push(piece: string): string[] {
    const cells: string[] = [];
    this.#rest += piece;
    let at = this.#inside ? 0 : this.#rest.indexOf(START);
    while (at >= 0) {
      this.#inside = true;
      const next = this.#rest.indexOf(START, at + START.length);
      if (next < 0) break;
      cells.push(this.#rest.slice(at, Math.min(next, at + MAX_CELL)));
      at = next;
    }
    if (this.#inside) {
      this.#rest = shorten(this.#rest.slice(Math.max(at, 0)));
    } else {
      this.#rest = this.#rest.slice(-START.length);
    }
    return cells;
  }

  /** The cell that was left, if it is a whole one, and whether the page ends like a page. */
  end(): { last: string | undefined; complete: boolean } {
    const complete = /<\/\w+>\s*$/.test(this.#rest.slice(-100));
    const whole = this.#inside && contentOf(this.#rest) !== undefined;
    return { last: whole ? this.#rest : undefined, complete };
  }
}

/** Keeps the beginning, which says what it is, and the end, in which the next cell may begin. */
function shorten(rest: string): string {
  return rest.length > 2 * MAX_CELL ? rest.slice(0, MAX_CELL) + rest.slice(-START.length) : rest;
}

/** One activity, as text; empty where something is missing. */
export interface Cell {
  header: string;
  title: string;
  url: string;
  channel: string;
  date: string;
}

/** Reads one cell; undefined where it has no content. */
export function readCell(html: string): Cell | undefined {
  const content = contentOf(html);
  if (content === undefined) return undefined;
  const [first, second] = links(content);
  const lines = content.split(/<br\s{0,9}\/?>/i).map((line) => toText(line).trim());
  const header = textBehind(html, '"mdl-typography--title">');
  return {
    header: decode(header).trim(),
    title: first?.text ?? '',
    url: first?.url ?? '',
    channel: second?.text ?? '',
    date: lines.filter((line) => line !== '').at(-1) ?? ''
  };
}

function textBehind(html: string, mark: string): string {
  const at = html.indexOf(mark);
  const from = at + mark.length;
  return at < 0 ? '' : html.slice(from, html.indexOf('<', from));
}

/** What is between the tags of the first content cell. */
function contentOf(html: string): string | undefined {
  const cell = html.indexOf('<div class="content-cell');
  const from = cell < 0 ? -1 : html.indexOf('>', cell);
  const to = from < 0 ? -1 : html.indexOf('</div>', from);
  return to < 0 ? undefined : html.slice(from + 1, to);
}

/** The first two links. Searched for by hand, because a pattern would try again from every broken one. */
function links(html: string): { url: string; text: string }[] {
  const found = [];
  let at = 0;
  while (found.length < 2) {
    const start = html.indexOf('<a ', at);
    const open = start < 0 ? -1 : html.indexOf('>', start);
    const close = open < 0 ? -1 : html.indexOf('</a>', open);
    if (close < 0) break;
    const url = /\shref="([^"]*)"/i.exec(html.slice(start, open))?.[1] ?? '';
    found.push({ url: decode(url), text: toText(html.slice(open + 1, close)).trim() });
    at = close;
  }
  return found;
}

function toText(html: string): string {
  return decode(html.replace(/<[^<>]*>/g, ''));
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003'
};

function decode(text: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? entity) : entity;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
