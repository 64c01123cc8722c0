import type { Choice } from './metrics.ts';

/** Made up, so that there is a truth to compare with: how many of a thousand people give each answer. */
const PER_THOUSAND: Readonly<Record<Choice['id'], readonly number[]>> = {
  family: [180, 120, 70, 140, 130, 110, 50, 90, 80, 30],
  hour: [120, 12, 7, 4, 3, 3, 8, 22, 44, 46, 36, 32, 34, 38, 35, 37, 42, 55, 70, 76, 80, 74, 60, 40, 22],
  minutes: [180, 90, 110, 200, 190, 130, 70, 30],
  latency: [300, 5, 10, 8, 4, 3, 40, 90, 70, 30, 10, 60, 110, 80, 40, 15, 5, 20, 40, 35, 25],
  serving: [220, 310, 90, 170, 60, 50, 80, 20],
  accepted: [],
  skipped: []
};

/** The share of the people behind each answer. */
export function sharesOf({ id, domain }: Choice): number[] {
  const made = domain.options.map((_, option) => PER_THOUSAND[id][option] ?? 0);
  const sum = made.reduce((total, part) => total + part, 0);
  return made.map((part) => part / sum);
}

/** Whole people, as many as there are: the largest remainders are rounded up. */
export function countsOf(shares: readonly number[], people: number): number[] {
  const exact = shares.map((share) => share * people);
  const counts = exact.map(Math.floor);
  const left = people - counts.reduce((sum, count) => sum + count, 0);
  const order = [...exact.keys()].sort((a, b) => rest(exact[b]) - rest(exact[a]));
  for (const option of order.slice(0, left)) counts[option] = (counts[option] ?? 0) + 1;
  return counts;
}

/** The answers of a few invented people, one after the other, in about those shares. */
export function fewPeople(choice: Choice, people: number): number[] {
  return countsOf(sharesOf(choice), people).flatMap((count, option) => new Array<number>(count).fill(option));
}

function rest(value = 0): number {
  return value - Math.floor(value);
}
