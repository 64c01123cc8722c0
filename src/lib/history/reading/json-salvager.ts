import { INCOMPLETE, scanValue, skipSpace, wrongAt } from './json-lexer.ts';

/** Stands for a record that is not JSON. */
export const BROKEN = Symbol('broken record');

/** Where a new record can begin after a broken one. */
const NEXT_RECORD = /\}\s*,\s*(?=\{)/g;

/** Takes the elements out of a JSON array one by one, going on behind those that are not JSON. */
export class JsonSalvager {
  #state: 'inside' | 'skipping' | 'after' | 'left' = 'inside';
  #closed = false;

  /** @param within true where the array is a value in an object, so that other text than its own may follow it. */
  constructor(private readonly within: boolean) {}

  /** True once the array has been left, where it lies within an object; what follows it is not taken. */
  get left(): boolean {
    return this.#state === 'left';
  }

  /** True while the text that comes next is not simply the next element. */
  get busy(): boolean {
    return this.#state !== 'inside';
  }

  /** True from the array's closing bracket on, unless more elements follow. */
  get closed(): boolean {
    return this.#closed;
  }

  /** @returns the elements of the text and what is left of it, to be given again with more behind it. */
  take(text: string): { records: unknown[]; rest: string } {
    const records: unknown[] = [];
    let at = 0;
    while (this.#state !== 'left') {
      at = this.#state === 'inside' ? skipSeparators(text, at) : skipSpace(text, at);
      if (at >= text.length) break;
      if (this.#state === 'after' && this.within) {
        const next = text[at] === ',' ? skipSpace(text, at + 1) : at;
        if (next >= text.length) break;
        // The object goes on or ends. Otherwise the bracket was no end.
        this.#state = text[next] === '}' || (next > at && text[next] === '"') ? 'left' : 'skipping';
      } else if (this.#state === 'after') {
        // Arrays put one behind the other are read on; anything else means that the bracket was no end.
        if (text[at] === '[') at = this.#resume(at + 1);
        else this.#state = 'skipping';
      } else if (this.#state === 'skipping') {
        const next = nextRecord(text, at);
        if (next < 0) {
          at = Math.max(at, lastBrace(text));
          this.#closed ||= text.trimEnd().endsWith(']');
          break;
        }
        at = this.#resume(next);
      } else if (text[at] === ']') {
        this.#state = 'after';
        this.#closed = true;
        at++;
      } else {
        const end = scanValue(text, at);
        if (end === INCOMPLETE) break;
        if (end > 0) {
          records.push(parseRecord(text.slice(at, end)));
          at = end;
        } else {
          records.push(BROKEN);
          at = wrongAt(end);
          // A record that lacks its end is found out by the beginning of the next one.
          if (text[at] !== '{') this.#state = 'skipping';
        }
      }
    }
    return { records, rest: text.slice(at) };
  }

  #resume(at: number): number {
    this.#state = 'inside';
    this.#closed = false;
    return at;
  }
}

/** The JSON value that the text is, or BROKEN. */
export function parseRecord(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return BROKEN;
  }
}

function skipSeparators(text: string, at: number): number {
  at = skipSpace(text, at);
  while (text[at] === ',') at = skipSpace(text, at + 1);
  return at;
}

function nextRecord(text: string, from: number): number {
  NEXT_RECORD.lastIndex = from;
  return NEXT_RECORD.test(text) ? NEXT_RECORD.lastIndex : -1;
}

/** Where "}, {" may begin whose end is still to come; the end of the text if nowhere. */
function lastBrace(text: string): number {
  const brace = text.lastIndexOf('}');
  return brace >= 0 && /^\}[\s,\]]*$/.test(text.slice(brace)) ? brace : text.length;
}
