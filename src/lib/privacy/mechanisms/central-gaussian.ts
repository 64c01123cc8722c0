import { checkEpsilon } from '../exp-rational.ts';
import { DiscreteGaussian } from '../samplers/discrete-gaussian.ts';
import { Rational } from '../rational.ts';
import { histogramSensitivity } from './central-laplace.ts';
import type { Epsilon, Relation } from './mechanism.ts';
import { NoiseMechanism } from './noise-mechanism.ts';

export interface CentralGaussianOptions<R extends Relation> {
  /** Zero-concentrated budget: the Renyi divergence of every order a is at most rho a. */
  rho: number;
  relation: R;
  /**
   * Square of the largest L2 change of all released numbers together; for a histogram of one value a person 1
   * under `add-remove` and 2 under `replace`, which are the defaults.
   */
  sensitivitySquared?: number;
}

/**
 * Discrete Gaussian mechanism: noise of parameter sigma^2 = sensitivity^2 / (2 rho), a fraction, which is
 * rho-zCDP (Canonne, Kamath and Steinke 2020, theorem 4). There is no finite pure epsilon; the accountants turn rho into
 * one for a delta.
 */
export class CentralGaussian<R extends Relation = Relation> extends NoiseMechanism {
  readonly name = 'discrete Gaussian';
  readonly epsilon: Epsilon<R>;
  readonly rho: number;
  protected readonly noise: DiscreteGaussian;

  constructor(options: CentralGaussianOptions<R>) {
    super();
    const { rho, relation, sensitivitySquared = histogramSensitivity(relation) } = options;
    checkEpsilon(rho);
    this.epsilon = { value: Infinity, relation };
    this.rho = rho;
    this.noise = new DiscreteGaussian(
      Rational.of(sensitivitySquared).over(Rational.of(2).times(Rational.exactly(rho)))
    );
  }

  get sigmaSquared(): Rational {
    return this.noise.sigmaSquared;
  }

  protected logDensity(x: number): number {
    return (-x * x) / (2 * this.sigmaSquared.toNumber());
  }
}
