import type { Asked } from './metrics.ts';

/** The invented people's answers to a mean are these parts of its scale, from none of them to all. */
export const PARTS = 16;

/**
 * Made up, so that there is a truth to compare with: how many of a thousand people give each answer, or of a mean have
 * each number of parts.
 */
const PER_THOUSAND: Readonly<Record<Asked['id'], readonly number[]>> = {
  family: [180, 120, 70, 140, 130, 110, 50, 90, 80, 30],
  hour: [120, 12, 7, 4, 3, 3, 8, 22, 44, 46, 36, 32, 34, 38, 35, 37, 42, 55, 70, 76, 80, 74, 60, 40, 22],
  minutes: [180, 90, 110, 200, 190, 130, 70, 30],
  latency: [300, 5, 10, 8, 4, 3, 40, 90, 70, 30, 10, 60, 110, 80, 40, 15, 5, 20, 40, 35, 25],
  serving: [220, 310, 90, 170, 60, 50, 80, 20],
  accepted: [210, 30, 50, 70, 80, 90, 90, 80, 70, 60, 45, 35, 30, 20, 15, 10, 15],
  skipped: [150, 140, 150, 130, 100, 80, 60, 50, 40, 30, 20, 15, 12, 8, 5, 3, 7]
};

/** The share of the people behind each answer. */
export function sharesOf({ id }: Asked): number[] {
  const made = PER_THOUSAND[id];
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

/** The answers of a few invented people, or their parts, one after the other, in about those shares. */
export function fewPeople(asked: Asked, people: number): number[] {
  return countsOf(sharesOf(asked), people).flatMap((count, option) => new Array<number>(count).fill(option));
}

function rest(value = 0): number {
  return value - Math.floor(value);
}
