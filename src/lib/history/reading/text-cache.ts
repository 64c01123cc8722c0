/** Texts kept; beyond, all are forgotten and the cache starts anew. */
const MAX_TEXTS = 200_000;
const MAX_BYTES = 16 * 1024 * 1024;
const SLOTS = 2 ** 19;

/**
 * Strings for UTF-8 bytes. An export repeats the same few thousand names hundreds of thousands of times: comparing
 * their bytes is several times as fast as decoding them again.
 */
export class TextCache {
  /** Open addressing: number of the text + 1, or 0. */
  #slots = new Uint32Array(SLOTS);
  #texts: string[] = [];
  /** By text: where its bytes begin in `#bytes`; they end where the next one's begin. */
  #starts: number[] = [0];
  #bytes = new Uint8Array(64 * 1024);
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** The text of the bytes from `from` to before `to`. */
  get(bytes: Uint8Array, from: number, to: number): string {
    // FNV-1a
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) break;
      if (this.#holds(number, bytes, from, to)) return this.#texts[number] ?? '';
      slot = (slot + 1) & (SLOTS - 1);
    }
    const text = this.decode(bytes, from, to);
    this.#keep(slot, text, bytes, from, to);
    return text;
  }

  /** The same for texts that do not come again. */
  decode(bytes: Uint8Array, from: number, to: number): string {
    return this.#decoder.decode(bytes.subarray(from, to));
  }

  #holds(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[number] ?? 0;
    const length = (this.#starts[number + 1] ?? 0) - start;
    if (length !== to - from) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #keep(slot: number, text: string, bytes: Uint8Array, from: number, to: number): void {
    const start = this.#starts[this.#texts.length] ?? 0;
    const end = start + to - from;
    if (this.#texts.length >= MAX_TEXTS || end > MAX_BYTES) {
      this.#slots.fill(0);
      this.#texts = [];
      this.#starts = [0];
      return;
    }
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, end));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(from, to), start);
    this.#starts.push(end);
    this.#slots[slot] = this.#texts.push(text);
  }
}
