import {
  type AnyLocalMechanism,
  CentralGaussian,
  CentralLaplace,
  DistributedLaplace,
  Duchi,
  HadamardResponse,
  HybridMean,
  Piecewise,
  RandomizedResponse,
  type Rng,
  SubsetSelection,
  type SupportTally,
  UnaryEncoding,
  optimisedUnaryEncoding,
  symmetricUnaryEncoding,
  uniformBelow
} from '../../../src/lib/privacy/index.ts';
import {
  centralProblems,
  distributedProblems,
  gaussianLaw,
  laplaceLaw
} from '../../unit/privacy/checks/noise.ts';
import { localProblems } from '../../unit/privacy/checks/inspect.ts';
import { floatLaplace } from '../../unit/privacy/naive.ts';
import { seededRng } from '../../unit/privacy/seeded-rng.ts';

/** A mechanism with one mistake, and what the checks of the unit tests say about it. */
export interface Mutant {
  name: string;
  problems: () => string[];
}

const DRAWS = 40_000;
/** Rounded floats are within a few percent of the right law. */
const NOISE_DRAWS = 400_000;

/** The mechanism with some of its public methods exchanged. */
function broken<M extends object>(mechanism: M, changes: Partial<Record<keyof M, unknown>>): M {
  return new Proxy(mechanism, {
    get(target, key) {
      if (Object.hasOwn(changes, key)) return changes[key as keyof M];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    }
  });
}

const local = (name: string, make: () => AnyLocalMechanism): Mutant => ({
  name,
  problems: () => localProblems(make(), { seed: 1, draws: DRAWS })
});

const laplace = (
  name: string,
  changes: (right: CentralLaplace) => Partial<Record<keyof CentralLaplace, unknown>>
) => ({
  name,
  problems: () => {
    const right = new CentralLaplace({ epsilon: 0.5, relation: 'replace' });
    return centralProblems(broken(right, changes(right)), laplaceLaw(4), seededRng(1), NOISE_DRAWS);
  }
});

const categories = 5;
const epsilon = 1;
const response = () => new RandomizedResponse({ categories, epsilon });
const subset = () => new SubsetSelection({ categories, epsilon, size: 2 });
const duchi = () => new Duchi({ epsilon, steps: 8 });

/** A report of another mechanism under the name of this one. */
const drawnBy = (other: AnyLocalMechanism) => ({
  randomize: (value: unknown, rng: Rng) => other.randomize(value, rng) as unknown,
  sampleAggregate: (counts: number[], rng: Rng) => other.sampleAggregate(counts, rng) as unknown
});

/** Randomized response from any source of fractions in [0, 1) and any way to pick a category. */
function respond(value: number, truth: number, fraction: () => number, pick: () => number): number {
  if (!(Number.isInteger(value) && value >= 0 && value < categories))
    throw new RangeError('no such category');
  return fraction() < truth ? value : pick();
}

const fractionOf = (rng: Rng) => () => rng.bits(32) / 2 ** 32;
const rightTruth = (Math.E - 1) / (Math.E + categories - 1);

export const mutants: readonly Mutant[] = [
  local('randomized response: p 2 % too high', () =>
    broken(response(), {
      randomize: (value: number, rng: Rng) =>
        respond(value, rightTruth + 0.02, fractionOf(rng), () => uniformBelow(categories, rng))
    })
  ),
  local('randomized response: biased integers (8 bits modulo k)', () =>
    broken(response(), {
      randomize: (value: number, rng: Rng) =>
        respond(value, rightTruth, fractionOf(rng), () => rng.bits(8) % categories)
    })
  ),
  local('randomized response: the liar never tells the truth', () =>
    broken(response(), {
      randomize: (value: number, rng: Rng) =>
        respond(
          value,
          rightTruth,
          fractionOf(rng),
          () => (value + 1 + uniformBelow(categories - 1, rng)) % categories
        )
    })
  ),
  local('randomized response: Math.random', () =>
    broken(response(), {
      randomize: (value: number) => {
        /* eslint-disable no-restricted-properties -- the mistake itself */
        const pick = () => Math.floor(Math.random() * categories);
        return respond(value, rightTruth, () => Math.random(), pick);
        /* eslint-enable no-restricted-properties */
      }
    })
  ),
  local('randomized response: every second report reuses the noise', () => {
    const right = response();
    let kept: number | undefined;
    return broken(right, {
      randomize: (value: number, rng: Rng) => {
        if (kept !== undefined) {
          const again = (value + kept) % categories;
          kept = undefined;
          return again;
        }
        const report = right.randomize(value, rng);
        kept = (report - value + categories) % categories;
        return report;
      }
    });
  }),
  local('randomized response: the same seed for each report', () => {
    const right = response();
    return broken(right, { randomize: (value: number) => right.randomize(value, seededRng(1)) });
  }),
  local('randomized response: drawn at twice the stated epsilon', () =>
    broken(response(), drawnBy(new RandomizedResponse({ categories, epsilon: 2 * epsilon })))
  ),
  local('randomized response: drawn at half the stated epsilon', () =>
    broken(response(), drawnBy(new RandomizedResponse({ categories, epsilon: epsilon / 2 })))
  ),
  local('randomized response: states half of its epsilon', () =>
    broken(response(), { epsilon: { value: epsilon / 2, relation: 'replace' } })
  ),
  local('randomized response: states an epsilon rounded down in the seventh digit', () =>
    broken(new RandomizedResponse({ categories, epsilon: 1.00000004 }), {
      epsilon: { value: 1, relation: 'replace' }
    })
  ),
  local('randomized response: one report in 200 is the truth', () => {
    const right = response();
    return broken(right, {
      randomize: (value: number, rng: Rng) =>
        rng.bits(16) < 328 ? right.value(value) : right.randomize(value, rng)
    });
  }),
  local('randomized response: takes categories that do not exist', () => {
    const right = response();
    return broken(right, {
      randomize: (value: number, rng: Rng) => right.randomize(value in [0, 1, 2, 3, 4] ? value : 0, rng)
    });
  }),
  local('randomized response: estimate without correction for the noise', () =>
    broken(response(), {
      estimate: (reports: Iterable<number> | SupportTally) => {
        const { people, support } = 'support' in reports ? reports : response().tally(reports);
        return { people, frequencies: support.map((count) => count / people) };
      }
    })
  ),
  local('randomized response: posterior forgets the prior', () => {
    const right = response();
    return broken(right, {
      posterior: (report: number, prior: number[]) =>
        right.posterior(
          report,
          prior.map(() => 1 / prior.length)
        )
    });
  }),
  local('randomized response: aggregate without sampling noise', () => {
    const right = response();
    return broken(right, {
      sampleAggregate: (counts: number[]) => {
        const people = counts.reduce((sum, count) => sum + count, 0);
        const [p, q] = [right.supportTrue.toNumber(), right.supportOther.toNumber()];
        return { people, support: counts.map((count) => Math.round(count * p + (people - count) * q)) };
      }
    });
  }),
  local('subset selection: one member too many', () =>
    broken(subset(), {
      randomize: (value: number, rng: Rng) =>
        new SubsetSelection({ categories, epsilon, size: 3 }).randomize(value, rng)
    })
  ),
  local('subset selection: members of the others always in a row', () => {
    const right = subset();
    return broken(right, {
      randomize: (value: number, rng: Rng) => {
        const report = right.randomize(value, rng);
        const other = report.includes(value) ? (value + 1) % categories : (report[0] ?? 0);
        return report.includes(value) ? [value, other].sort((a, b) => a - b) : report;
      }
    });
  }),
  local('subset selection: aggregate as if members were independent', () => {
    const right = subset();
    const independent = new UnaryEncoding('', { categories, epsilon }, right.supportTrue, right.supportOther);
    return broken(right, {
      sampleAggregate: (counts: number[], rng: Rng) => independent.sampleAggregate(counts, rng)
    });
  }),
  local('symmetric unary encoding: the whole epsilon on each bit', () =>
    broken(symmetricUnaryEncoding({ categories: 3, epsilon: 2 * epsilon }), {
      epsilon: { value: epsilon, relation: 'replace' }
    })
  ),
  local('optimised unary encoding: p and q swapped', () => {
    const right = optimisedUnaryEncoding({ categories: 3, epsilon });
    return broken(right, {
      randomize: (value: number, rng: Rng) => right.randomize(value, rng).map((bit) => 1 - bit)
    });
  }),
  local('Hadamard response: rows start at 0, whose columns are all', () => {
    const right = new HadamardResponse({ categories, epsilon });
    return broken(right, {
      randomize: (value: number, rng: Rng) => (value === 0 ? rng.bits(3) : right.randomize(value - 1, rng))
    });
  }),
  local('Duchi: sign swapped', () => {
    const right = duchi();
    return broken(right, { randomize: (x: number, rng: Rng) => right.randomize(-x, rng) });
  }),
  local('Duchi: values are not clipped', () => {
    const right = duchi();
    const slope = (Math.E - 1) / (2 * (Math.E + 1));
    return broken(right, {
      randomize: (x: number, rng: Rng) => {
        if (Number.isNaN(x)) throw new RangeError('not a number');
        return rng.bits(32) / 2 ** 32 < 0.5 + x * slope ? 1 : 0;
      }
    });
  }),
  local('piecewise: window one step too far', () => {
    const right = new Piecewise({ epsilon, steps: 8 });
    return broken(right, {
      randomize: (x: number, rng: Rng) => right.randomize(Math.min(1, x + 0.25), rng)
    });
  }),
  local('hybrid: always the piecewise mechanism', () => {
    const right = new HybridMean({ epsilon, steps: 8 });
    const piecewise = new Piecewise({ epsilon, steps: 8 });
    return broken(right, { randomize: (x: number, rng: Rng) => piecewise.randomize(x, rng) });
  }),
  laplace('discrete Laplace: floats', () => ({
    randomize: (value: number, rng: Rng) => floatLaplace(value, 4, rng)
  })),
  laplace('discrete Laplace: floats, rounded', () => ({
    randomize: (value: number, rng: Rng) => Math.round(floatLaplace(value, 4, rng))
  })),
  laplace('discrete Laplace: sensitivity of a replaced person forgotten', () => {
    const half = new CentralLaplace({ epsilon: 0.5, relation: 'add-remove' });
    return { randomize: (value: number, rng: Rng) => half.randomize(value, rng) };
  }),
  laplace('discrete Laplace: 0 counted for both signs', (right) => ({
    randomize: (value: number, rng: Rng) => {
      const size = Math.abs(right.randomize(0, rng));
      return size === 0 || rng.bits(2) > 0 ? value + size * (rng.bits(1) ? 1 : -1) : value;
    }
  })),
  laplace('discrete Laplace: only positive noise', (right) => ({
    randomize: (value: number, rng: Rng) => value + Math.abs(right.randomize(0, rng))
  })),
  laplace('discrete Laplace: tail cut off at 5 scales', (right) => ({
    randomize: (value: number, rng: Rng) => value + Math.max(-20, Math.min(20, right.randomize(0, rng)))
  })),
  laplace('discrete Laplace: the same noise each time', (right) => {
    const noise = right.randomize(0, seededRng(5));
    return { randomize: (value: number) => value + noise };
  }),
  {
    name: 'discrete Gaussian: sigma taken for sigma squared',
    problems: () => {
      const right = new CentralGaussian({ rho: 0.125, relation: 'add-remove' });
      const wrong = new CentralGaussian({ rho: 0.25, relation: 'add-remove' });
      return centralProblems(
        broken(right, { randomize: (value: number, rng: Rng) => wrong.randomize(value, rng) }),
        gaussianLaw(4),
        seededRng(1),
        DRAWS
      );
    }
  },
  {
    name: 'distributed Laplace: shares for one person more',
    problems: () => {
      const wrong = new DistributedLaplace({ epsilon: 0.5, relation: 'add-remove', contributors: 5 });
      return distributedProblems(wrong, 4, 2, seededRng(1), DRAWS);
    }
  }
];

/** The same mechanisms without a mistake: whatever is said about these is a false alarm. */
export const intact: readonly Mutant[] = [
  local('randomized response', response),
  local('subset selection', subset),
  local('symmetric unary encoding', () => symmetricUnaryEncoding({ categories: 3, epsilon })),
  local('optimised unary encoding', () => optimisedUnaryEncoding({ categories: 3, epsilon })),
  local('Hadamard response', () => new HadamardResponse({ categories, epsilon })),
  local('Duchi', duchi),
  local('piecewise', () => new Piecewise({ epsilon, steps: 8 })),
  local('hybrid', () => new HybridMean({ epsilon, steps: 8 })),
  laplace('discrete Laplace', () => ({})),
  {
    name: 'discrete Gaussian',
    problems: () =>
      centralProblems(
        new CentralGaussian({ rho: 0.125, relation: 'add-remove' }),
        gaussianLaw(4),
        seededRng(1),
        DRAWS
      )
  },
  {
    name: 'distributed Laplace',
    problems: () =>
      distributedProblems(
        new DistributedLaplace({ epsilon: 0.5, relation: 'add-remove', contributors: 4 }),
        4,
        2,
        seededRng(1),
        DRAWS
      )
  }
];
