import { type AnyLocalMechanism, type Rng, wholeReport } from '../../../../src/lib/privacy/index.ts';
import { seededRng } from '../seeded-rng.ts';
import { MANY_SIGMAS, countOf, misfit } from './statistics.ts';

/** Up to so many outputs, each is a cell of its own. */
const FEW = 3000;

interface Supporting {
  supports(report: unknown, category: number): boolean;
}

interface Cells {
  key: (report: unknown) => string | number;
  probabilities: Map<string | number, number>;
}

/** Reports in cells whose exact probability under `input` is known. */
function cellsOf(mechanism: AnyLocalMechanism, input: number): Cells {
  const other = input === 0 ? 1 : 0;
  const few: unknown[] = [];
  for (const report of mechanism.outputs() as Iterable<unknown>) {
    few.push(report);
    if (few.length > FEW) break;
  }
  const probabilities = new Map<string | number, number>();
  const add = (key: string | number, probability: number) =>
    probabilities.set(key, (probabilities.get(key) ?? 0) + probability);
  if (few.length <= FEW) {
    for (const report of few) add(wholeReport(report), mechanism.probability(report, input).toNumber());
    return { key: wholeReport, probabilities };
  }
  const supporting = mechanism as unknown as Supporting;
  const key = (report: unknown) => {
    let all = 0;
    for (let v = 0; v < mechanism.inputs; v++) if (supporting.supports(report, v)) all++;
    return `${supporting.supports(report, input)} ${supporting.supports(report, other)} ${all}`;
  };
  for (const { report, size } of mechanism.classes(input, other)) {
    add(key(report), mechanism.probability(report, input).toNumber() * Number(size));
  }
  return { key, probabilities };
}

/** Draws follow the stated probabilities, one draw does not depend on the last, and nothing impossible comes out. */
export function samplerProblems(
  mechanism: AnyLocalMechanism,
  input: number,
  rng: Rng,
  draws: number,
  value: unknown = mechanism.value(input)
): string[] {
  const { key, probabilities } = cellsOf(mechanism, input);
  const reports = Array.from({ length: draws }, () => mechanism.randomize(value, rng) as unknown);
  const keys = reports.map(key);
  const problems: string[] = [];

  const impossible = keys.find((one) => !((probabilities.get(one) ?? 0) > 0));
  if (impossible !== undefined) problems.push(`reports "${impossible}", which has probability 0`);
  const wrong = misfit(countOf(keys), probabilities);
  if (wrong !== undefined) problems.push(`reports for input ${input} do not follow their law: ${wrong}`);

  let equal = 0;
  for (let i = 0; i + 1 < draws; i += 2) if (keys[i] === keys[i + 1]) equal++;
  const pairs = Math.floor(draws / 2);
  const chance = [...probabilities.values()].reduce((sum, p) => sum + p * p, 0);
  const spread = Math.sqrt(pairs * chance * (1 - chance)) + 1;
  if (Math.abs(equal - pairs * chance) > MANY_SIGMAS * spread) {
    problems.push(`${equal} of ${pairs} pairs of draws are equal, not ${(pairs * chance).toFixed(0)}`);
  }
  return [...problems, ...marginalProblems(mechanism, input, reports)];
}

/** Every other category is supported equally often. */
function marginalProblems(
  mechanism: AnyLocalMechanism,
  input: number,
  reports: readonly unknown[]
): string[] {
  if (!('supportOther' in mechanism)) return [];
  const { supportTrue, supportOther } = mechanism as unknown as Record<
    'supportTrue' | 'supportOther',
    { toNumber(): number }
  >;
  const { support } = mechanism.tally(reports) as { support: number[] };
  return support.flatMap((count, v) => {
    const p = (v === input ? supportTrue : supportOther).toNumber();
    const off = Math.abs(count - reports.length * p) / (Math.sqrt(reports.length * p * (1 - p)) + 1);
    return off > MANY_SIGMAS
      ? [`category ${v} is supported ${off.toFixed(1)} sigmas off, given ${input}`]
      : [];
  });
}

/** All randomness comes from the generator that was passed in: the same bits give the same reports. */
export function sourceProblems(mechanism: AnyLocalMechanism): string[] {
  const stream = (seed: number) => {
    const rng = seededRng(seed);
    return Array.from({ length: 200 }, (_, i) =>
      wholeReport(mechanism.randomize(mechanism.value(i % mechanism.inputs), rng))
    ).join(' ');
  };
  const problems: string[] = [];
  if (stream(1) !== stream(1)) problems.push('reports do not come from the given generator alone');
  if (stream(1) === stream(2)) problems.push('reports do not depend on the given generator');
  return problems;
}
