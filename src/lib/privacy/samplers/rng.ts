/** A source of independent fair bits. Everything random in this room is drawn from one. */
export interface Rng {
  /** An unsigned integer of n uniform bits, n from 1 to 32. */
  bits(n: number): number;
}

/** Words fetched at a time: one call of the operating system's generator for a few hundred reports. */
const BUFFERED = 1024;

/**
 * The operating system's generator. The private field makes the type nominal: no object literal and no other
 * class is a `SecureRng`, so a function that asks for one cannot be given a seeded generator by mistake.
 */
class SystemRng implements Rng {
  readonly #words = new Uint32Array(BUFFERED);
  #next = BUFFERED;

  bits(n: number): number {
    if (this.#next === BUFFERED) {
      crypto.getRandomValues(this.#words);
      this.#next = 0;
    }
    const word = this.#words[this.#next] ?? 0;
    // A word that decided a report must not be found in memory later.
    this.#words[this.#next++] = 0;
    return word >>> (32 - n);
  }
}

/** Fit for noise that protects somebody: unpredictable, and made by `secureRng` alone. */
export type SecureRng = SystemRng;

/** Buffered `crypto.getRandomValues`. */
export function secureRng(): SecureRng {
  return new SystemRng();
}
