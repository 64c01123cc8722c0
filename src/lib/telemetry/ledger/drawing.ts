import { privatize, type Privatized, secureRng, uniformBelow } from '../../privacy/index.ts';
import { mechanismOf, toUnit } from '../mechanism.ts';
import type { Metric } from '../metrics.ts';
import { KEY_BYTES, type Report } from '../report.ts';

/** Everything random about a report. */
export interface Drawing {
  /** @param truth see `trueAnswer` */
  value(metric: Metric, epsilon: number, truth: number): Privatized<Report['value']>;
  /** An idempotency key, hex. */
  key(): string;
  /** Uniform, 0 ... n - 1. */
  below(n: number): number;
}

/** From the operating system's randomness: the only drawing whose values may leave. */
export function secureDrawing(): Drawing {
  const rng = secureRng();
  return {
    value(metric, epsilon, truth) {
      const made = mechanismOf(metric, epsilon);
      return made.kind === 'choice'
        ? privatize(made.mechanism, truth, rng)
        : privatize(made.mechanism, toUnit(truth, made), rng);
    },
    key: () => Array.from({ length: KEY_BYTES }, () => rng.bits(8).toString(16).padStart(2, '0')).join(''),
    below: (n) => uniformBelow(n, rng)
  };
}
