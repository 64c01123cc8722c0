import type { Chunk } from './bytes.ts';
import { Refused } from './problem.ts';

/** Longest believable tag, UTF-16 units. */
const MAX_TAG = 64 * 1024;
/** Longest reference such as `&#x1f600;`. */
const MAX_REFERENCE = 12;

/** Hears of a document as it is read. Names come without their prefixes. */
export interface XmlListener {
  /** @param attributes as they are written; see `attributeOf`. */
  open?(name: string, attributes: string): void;
  close?(name: string): void;
  /** Text comes in pieces. */
  text?(text: string): void;
}

/**
 * Reads the XML of office documents, whose bytes arrive in pieces: elements, attributes and text. Memory is bounded by
 * one piece and one tag. There are no entities but the five that XML has, because those of a DOCTYPE can explode.
 * @throws Refused when there is a DOCTYPE or no end to a tag.
 */
export async function readXml(utf8: AsyncIterable<Chunk>, listener: XmlListener): Promise<void> {
  const scanner = new XmlScanner(listener);
  const decoder = new TextDecoder();
  for await (const chunk of utf8) scanner.push(decoder.decode(chunk, { stream: true }));
}

export class XmlScanner {
  #rest = '';

  constructor(private readonly listener: XmlListener) {}

  /** @throws Refused, see `readXml`. */
  push(piece: string): void {
    this.#rest += piece;
    let at = 0;
    for (;;) {
      const tag = this.#rest.indexOf('<', at);
      if (tag < 0) {
        at = this.#looseText(at);
        break;
      }
      if (tag > at) this.listener.text?.(decodeXml(this.#rest.slice(at, tag)));
      at = tag;
      const end = this.#tag(tag);
      if (end < 0) break;
      at = end;
    }
    this.#rest = this.#rest.slice(at);
    if (this.#rest.length > MAX_TAG) throw notXml();
  }

  /** Passes text on whose end has not come yet, but for a reference that may be cut. @returns where it was cut. */
  #looseText(from: number): number {
    const text = this.#rest.slice(from);
    const reference = text.lastIndexOf('&');
    const cut = reference >= 0 && text.length - reference < MAX_REFERENCE ? reference : text.length;
    if (cut > 0) this.listener.text?.(decodeXml(text.slice(0, cut)));
    return from + cut;
  }

  /** @returns the index behind the tag, or -1 where its end has not come yet. */
  #tag(from: number): number {
    const text = this.#rest;
    if (text.length - from < '<![CDATA['.length && !text.includes('>', from)) return -1;
    if (text.startsWith('<!--', from)) return behind(text, '-->', from + 4);
    if (text.startsWith('<![CDATA[', from)) {
      const end = behind(text, ']]>', from);
      if (end >= 0) this.listener.text?.(text.slice(from + 9, end - 3));
      return end;
    }
    if (text.startsWith('<!', from)) throw doctype();
    const end = behind(text, '>', from);
    if (end < 0 || text[from + 1] === '?') return end;
    if (text[from + 1] === '/') {
      this.listener.close?.(localName(text.slice(from + 2, end - 1)));
      return end;
    }
    const empty = text[end - 2] === '/';
    const inner = text.slice(from + 1, end - (empty ? 2 : 1));
    const space = inner.search(/\s/);
    const name = localName(space < 0 ? inner : inner.slice(0, space));
    this.listener.open?.(name, space < 0 ? '' : inner.slice(space));
    if (empty) this.listener.close?.(name);
    return end;
  }
}

/** The value of an attribute, whose prefix is left out of the question. @param attributes as `open` tells them. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let at = 0;
  while ((at = attributes.indexOf(name, at)) >= 0) {
    const before = attributes[at - 1];
    at += name.length;
    if (before !== ' ' && before !== ':' && !/\s/.test(before ?? '')) continue;
    VALUE.lastIndex = at;
    const [, double, single] = VALUE.exec(attributes) ?? [];
    const value = double ?? single;
    if (value !== undefined) return decodeXml(value);
  }
  return undefined;
}

const VALUE = /\s?=\s?(?:"([^"]*)"|'([^']*)')/y;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (reference, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? reference;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
    }
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).trimEnd();
}

function behind(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}

function doctype(): Refused {
  return new Refused(
    'unsafe_xml',
    'This workbook contains instructions that no real export has, so Earshot did not read it.'
  );
}

function notXml(): Refused {
  return new Refused('damaged', 'This workbook is damaged. Download it again from where it came from.');
}
