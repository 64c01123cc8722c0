import { type Fact, isWithin } from './facts.ts';
import { forms } from './forms.ts';

/** How one published value compares with ours. */
export interface ReferenceRow {
  id: string;
  /** As in the file, infinite numbers are written out. */
  computed: number | 'Infinity' | null;
  expected: number | 'Infinity';
  within: boolean;
  /** Why nothing was computed. */
  problem?: string;
}

/** Computes every fact by the form that its quantity begins with, the longest if there are several. */
export function runReference(facts: readonly Fact[]): ReferenceRow[] {
  return facts.map((fact) => {
    const { id, expected } = fact;
    try {
      const computed = compute(fact);
      return {
        id,
        computed: written(computed),
        expected: written(expected),
        within: isWithin(computed, fact)
      };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { id, computed: null, expected: written(expected), within: false, problem };
    }
  });
}

function compute({ quantity, params }: Fact): number {
  const fitting = forms
    .filter((form) => quantity.startsWith(form.quantity))
    .sort((a, b) => b.quantity.length - a.quantity.length);
  if (fitting.length === 0) throw new Error(`no known form begins "${quantity}"`);
  for (const form of fitting) {
    const computed = form.compute(params, quantity);
    if (computed !== undefined) return computed;
  }
  throw new Error(`other parameters than this quantity has: ${Object.keys(params).join(', ')}`);
}

function written(value: number): number | 'Infinity' {
  return value === Infinity ? 'Infinity' : value;
}
