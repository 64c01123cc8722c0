const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Follows the structure of JSON byte by byte, in pieces, to find the values of one key. */
export class JsonKeyFinder {
  readonly #key: Uint8Array;
  /** Brackets that are open. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Bytes of the key that the current string agrees with so far, or -1. */
  #matched = -1;
  /** How much of `"key":` has just been read. */
  #seen: 'nothing' | 'key' | 'colon' = 'nothing';
  /** What `skip` is looking for: the depth around the value. */
  #outside = 0;

  /** @param key without characters that JSON would escape. */
  constructor(key: string) {
    this.#key = new TextEncoder().encode(key);
  }

  /** True where every bracket has been closed. */
  get balanced(): boolean {
    return this.#depth <= 0 && !this.#inString;
  }

  /** @returns the index of the bracket that opens an array or object under the key, or -1. It is not read yet. */
  find(bytes: Uint8Array): number {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (this.#seen === 'colon' && (byte === OPEN_ARRAY || byte === OPEN_OBJECT)) {
        this.#seen = 'nothing';
        this.#outside = this.#depth;
        return at;
      }
      this.#step(byte);
    }
    return -1;
  }

  /** Reads over the value that begins with these bytes, or is going on. @returns the index behind it, or -1. */
  skip(bytes: Uint8Array): number {
    for (let at = 0; at < bytes.length; at++) {
      this.#step(bytes[at] ?? 0);
      if (this.#depth <= this.#outside && !this.#inString) return at + 1;
    }
    return -1;
  }

  #step(byte: number): void {
    if (this.#inString) {
      this.#stepInString(byte);
    } else if (byte > 0x20) {
      const seen = this.#seen;
      this.#seen = seen === 'key' && byte === COLON ? 'colon' : 'nothing';
      if (byte === QUOTE) {
        this.#inString = true;
        this.#matched = 0;
      } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        this.#depth++;
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        this.#depth--;
      }
    }
  }

  #stepInString(byte: number): void {
    if (this.#escaped) {
      this.#escaped = false;
    } else if (byte === QUOTE) {
      this.#inString = false;
      this.#seen = this.#matched === this.#key.length ? 'key' : 'nothing';
    } else if (byte < 0x20) {
      // A raw line break: the closing quote is missing.
      this.#inString = false;
    } else {
      this.#escaped = byte === BACKSLASH;
      this.#matched = this.#matched >= 0 && byte === this.#key[this.#matched] ? this.#matched + 1 : -1;
    }
  }
}
