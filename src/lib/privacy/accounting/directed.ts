/**
 * How far the results here may be off by floating point, relative to the largest number that went into them: about
 * 40 units in the last place, several times what the special functions and a handful of operations lose.
 */
export const SLACK = 1e-14;

/** A bound that must not be below the truth, moved up by the rounding that made it. Zero stays zero. */
export function roundUp(value: number, largest = Math.abs(value)): number {
  return value + SLACK * largest;
}

/** A probability rounded up, kept in [0, 1]. */
export function probabilityUp(value: number, largest = Math.abs(value)): number {
  return Math.min(1, Math.max(0, roundUp(value, largest)));
}

export function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be positive, not ${value}`);
}

export function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be a probability, not ${value}`);
}

export function requireCount(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) {
    throw new RangeError(`${name} must be a whole number from 1 on, not ${value}`);
  }
}
