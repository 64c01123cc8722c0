import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { parseFacts } from './privacy/facts.ts';
import { runReference } from './privacy/reference.ts';

/** Compares the privacy library with values published by others. */
export const privacyBench: Bench = {
  usage:
    '[--reference PATH]   (default: reference/dp-reference-values.json in EARSHOT_SHARED, else ../shared)',

  async run(args, tell) {
    const { values } = parseArgs({ args, options: { reference: { type: 'string' } } });
    const path =
      values.reference ??
      join(process.env['EARSHOT_SHARED'] ?? '../shared', 'reference/dp-reference-values.json');
    const facts = parseFacts(await readFile(path, 'utf8'));
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
};
