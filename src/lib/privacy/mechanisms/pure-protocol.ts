import { checkEpsilon } from '../exp-rational.ts';
import type { Rng } from '../samplers/rng.ts';
import type { Rational } from '../rational.ts';
import { twoSidedQuantile } from '../special/normal.ts';
import { projectOntoSimplex } from '../statistics/simplex.ts';
import type { Epsilon, EstimateOptions, LocalMechanism } from './mechanism.ts';
import { bayes } from './posterior.ts';

/** What a service needs of any number of reports: how many there are, and how many support each category. */
export interface SupportTally {
  readonly people: number;
  readonly support: readonly number[];
}

export interface FrequencyEstimate {
  readonly people: number;
  /** Share of the people in each category; may leave [0, 1] unless projected. */
  readonly frequencies: readonly number[];
  readonly standardErrors: readonly number[];
  readonly intervals: readonly (readonly [low: number, high: number])[];
}

export interface FrequencyOptions extends EstimateOptions {
  /** Moves the frequencies to the nearest distribution: less error in sum, but no longer unbiased. */
  project?: boolean;
}

/**
 * One of k categories, told by a report that supports some of them: the report supports the true category with
 * probability p, and each other category with probability q < p (Wang, Blocki, Li and Jha 2017, definition 2). Each
 * mechanism here has one more property: P(report | v) is the same for all v that the report supports, and 1/E
 * of that for all others, where E is e^epsilon rounded down. That is why ln E is its true epsilon (relation
 * `replace`), and the posterior needs nothing else.
 */
export abstract class PureProtocol<Report> implements LocalMechanism<
  number,
  Report,
  SupportTally,
  FrequencyEstimate
> {
  abstract readonly name: string;
  abstract readonly bits: number;
  readonly inputs: number;
  readonly epsilon: Epsilon<'replace'>;

  /** P(the report supports the true category), exact. */
  abstract readonly supportTrue: Rational;
  /** P(the report supports a given other category), exact. */
  abstract readonly supportOther: Rational;
  /** E, the likelihood ratio of a supported category against another. */
  abstract readonly ratio: Rational;

  /** @param categories at least 2. */
  protected constructor(categories: number, epsilon: number) {
    if (!(Number.isSafeInteger(categories) && categories >= 2)) {
      throw new RangeError(`there must be two categories or more, not ${categories}`);
    }
    checkEpsilon(epsilon);
    this.inputs = categories;
    this.epsilon = { value: epsilon, relation: 'replace' };
  }

  abstract supports(report: Report, category: number): boolean;
  abstract probability(report: Report, input: number): Rational;
  abstract outputs(): Iterable<Report>;
  abstract classes(a: number, b: number): Iterable<{ report: Report; size: bigint }>;
  abstract sampleAggregate(counts: readonly number[], rng: Rng): SupportTally;
  protected abstract draw(category: number, rng: Rng): Report;

  randomize(category: number, rng: Rng): Report {
    this.#check(category);
    return this.draw(category, rng);
  }

  value(input: number): number {
    this.#check(input);
    return input;
  }

  #check(category: number): void {
    if (!(Number.isInteger(category) && category >= 0 && category < this.inputs)) {
      throw new RangeError(`there is no category ${category} among ${this.inputs}`);
    }
  }

  tally(reports: Iterable<Report>): SupportTally {
    const support = new Array<number>(this.inputs).fill(0);
    let people = 0;
    for (const report of reports) {
      people++;
      for (let v = 0; v < this.inputs; v++) {
        if (this.supports(report, v)) support[v] = (support[v] ?? 0) + 1;
      }
    }
    return { people, support };
  }

  /**
   * (support / n - q) / (p - q) for each category (Wang and others 2017, equation 1). The intervals are for
   * the frequencies among exactly these people.
   */
  estimate(reports: Iterable<Report> | SupportTally, options: FrequencyOptions = {}): FrequencyEstimate {
    const { people, support } = 'support' in reports ? reports : this.tally(reports);
    if (people === 0) throw new RangeError('no reports to estimate from');
    const q = this.supportOther.toNumber();
    const gap = this.supportTrue.minus(this.supportOther).toNumber();
    const raw = support.map((count) => (count / people - q) / gap);
    const standardErrors = raw.map((f) => Math.sqrt(this.variance(people, Math.min(1, Math.max(0, f)))));
    const z = twoSidedQuantile(options.confidence ?? 0.95);
    return {
      people,
      frequencies: options.project ? projectOntoSimplex(raw) : raw,
      standardErrors,
      intervals: raw.map((f, v) => {
        const reach = z * (standardErrors[v] ?? 0);
        return [f - reach, f + reach];
      })
    };
  }

  /** (f p (1 - p) + (1 - f) q (1 - q)) / (n (p - q)^2) (Wang and others 2017, equation 2), f fixed. */
  variance(n: number, frequency: number): number {
    const p = this.supportTrue;
    const q = this.supportOther;
    const spread = (x: Rational) => x.toNumber() * (1 - x.toNumber());
    const gap = p.minus(q).toNumber();
    return (frequency * spread(p) + (1 - frequency) * spread(q)) / (n * gap * gap);
  }

  posterior(report: Report, prior: readonly number[]): number[] {
    return this.posteriorOfTally(this.tally([report]), prior);
  }

  /** Reports that support v are E times as likely under v as they are otherwise, so v gains E^(support of v). */
  posteriorOfTally({ support }: SupportTally, prior: readonly number[]): number[] {
    const gain = Math.log(this.ratio.toNumber());
    return bayes(prior, this.inputs, (v) => gain * (support[v] ?? 0));
  }
}
