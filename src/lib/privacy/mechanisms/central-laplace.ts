import { checkEpsilon } from '../exp-rational.ts';
import { DiscreteLaplace } from '../samplers/discrete-laplace.ts';
import { Rational } from '../rational.ts';
import type { Epsilon, Relation } from './mechanism.ts';
import { NoiseMechanism } from './noise-mechanism.ts';

export interface CentralLaplaceOptions<R extends Relation> {
  epsilon: number;
  relation: R;
  /**
   * Largest L1 change of all released numbers together between neighbours. For a histogram of one value a person
   * it is 1 under `add-remove` and 2 under `replace`, which are the defaults.
   */
  sensitivity?: number;
}

/** L1 distance of two histograms that differ in one person with one value. */
export function histogramSensitivity(relation: Relation): number {
  return relation === 'replace' ? 2 : 1;
}

/**
 * Discrete Laplace, or geometric, mechanism (Ghosh, Roughgarden and Sundararajan 2012): noise with
 * P(x) proportional to exp(-|x| epsilon / sensitivity), exactly for the double epsilon, so the likelihood ratio is
 * exactly e^epsilon. Variance 2 a / (1 - a)^2, a = exp(-epsilon / sensitivity).
 */
export class CentralLaplace<R extends Relation = Relation> extends NoiseMechanism {
  readonly name = 'discrete Laplace';
  readonly epsilon: Epsilon<R>;
  protected readonly noise: DiscreteLaplace;

  constructor({ epsilon, relation, sensitivity = histogramSensitivity(relation) }: CentralLaplaceOptions<R>) {
    super();
    checkEpsilon(epsilon);
    this.epsilon = { value: epsilon, relation };
    this.noise = new DiscreteLaplace(Rational.of(sensitivity).over(Rational.exactly(epsilon)));
  }

  /** sensitivity / epsilon, exact. */
  get scale(): Rational {
    return this.noise.scale;
  }

  protected logDensity(x: number): number {
    return -Math.abs(x) / this.scale.toNumber();
  }
}
