/** An epsilon, or `OFF`. */
export type Budget = number;

/** No protection at all: what leaves is the answer itself. */
export const OFF: Budget = Infinity;

/** The budgets that are offered, from more private to more exact. */
export const OFFERED: readonly Budget[] = [0.1, 0.25, 0.5, 1, 2, 4, 8, OFF];

/** The ends of what may be chosen beside them, and how many may stand side by side. */
export const LOWEST = 0.01;
export const HIGHEST = 20;
export const MOST_BUDGETS = 6;

/** In order, each once, at most `MOST_BUDGETS` of them (the most private stay). */
export function tidyBudgets(budgets: readonly Budget[]): Budget[] {
  return [...new Set(budgets)].sort((a, b) => a - b).slice(0, MOST_BUDGETS);
}

/** The budgets that protect. */
export function protecting(budgets: readonly Budget[]): Budget[] {
  return budgets.filter((budget) => budget !== OFF);
}
