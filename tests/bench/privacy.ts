import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Outcome } from './bench.ts';
import { parseFacts } from './privacy/facts.ts';
import { runMutants } from './privacy/mutants.ts';
import { measureRates } from './privacy/rates.ts';
import { runReference } from './privacy/reference.ts';

const REFERENCE = 'reference/dp-reference-values.json';

/**
 * Compares the privacy library with values published by others, puts deliberately broken mechanisms through its
 * checks, and measures its samplers.
 */
export const privacyBench: Bench = {
  usage:
    '[--reference PATH] | --mutants | --rates   (default: all three, with ' +
    `${REFERENCE} in EARSHOT_SHARED, else ../shared)`,

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: {
        reference: { type: 'string' },
        mutants: { type: 'boolean', default: false },
        rates: { type: 'boolean', default: false }
      }
    });
    const all = values.reference === undefined && !values.mutants && !values.rates;
    const outcomes: Outcome[] = [];
    if (all || values.reference !== undefined) {
      const path = values.reference ?? join(process.env['EARSHOT_SHARED'] ?? '../shared', REFERENCE);
      outcomes.push(compare(path, await readFile(path, 'utf8'), tell));
    }
    if (all || values.mutants) outcomes.push(runMutants(tell));
    if (all || values.rates) outcomes.push(measureRates(tell));
    return together(outcomes);
  }
};

function compare(path: string, text: string, tell: (line: string) => void): Outcome {
  const facts = parseFacts(text);
  tell(`${facts.length} values of ${path}`);
  const rows = runReference(facts);
  const missed = rows.filter(({ within }) => !within);
  for (const { id, computed, expected, problem } of missed) {
    tell(`${id}: computed ${computed ?? 'nothing'}, expected ${expected}${problem ? ` (${problem})` : ''}`);
  }
  return {
    results: { 'reference.within': rows.length - missed.length, 'reference.total': rows.length },
    details: { rows },
    ...(missed.length > 0 && { failure: `${missed.length} values are outside of their tolerance.` })
  };
}

function together(outcomes: readonly Outcome[]): Outcome {
  const failures = outcomes.flatMap(({ failure = [] }) => failure);
  return {
    results: Object.assign({}, ...outcomes.map(({ results }) => results)) as Outcome['results'],
    details: Object.assign({}, ...outcomes.map(({ details }) => details)) as Record<string, unknown>,
    ...(failures.length > 0 && { failure: failures.join('\n') })
  };
}
