import type { Rng, SecureRng } from '../samplers/rng.ts';

declare const drawnSecurely: unique symbol;

/** A report that was drawn from the operating system's randomness. Only `privatize` makes one. */
export type Privatized<Report> = Report & { readonly [drawnSecurely]: true };

/**
 * The one way to a report that may leave the device: whoever sends reports asks for `Privatized` ones, and so no
 * report drawn from another generator, e.g. in a simulation, can be sent by mistake.
 */
export function privatize<Value, Report>(
  mechanism: { randomize(value: Value, rng: Rng): Report },
  value: Value,
  rng: SecureRng
): Privatized<Report> {
  return mechanism.randomize(value, rng) as Privatized<Report>;
}
