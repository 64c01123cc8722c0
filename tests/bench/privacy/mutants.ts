import type { Outcome } from '../bench.ts';
import { intact, mutants } from './broken.ts';

/**
 * Puts every broken mechanism through the checks of the unit tests: `mutants.caught` of `mutants.total`, and
 * `mutants.false-alarms` among the same mechanisms without a mistake. Details: what was said about each.
 *
 * @param tell takes one line about each mutant.
 */
export function runMutants(tell: (line: string) => void): Outcome {
  const rows = mutants.map(({ name, problems }) => {
    const said = problems();
    tell(`${said.length > 0 ? 'caught' : 'MISSED'}  ${name}: ${said[0] ?? ''}`);
    return { name, caught: said.length > 0, problems: said };
  });
  const alarms = intact.flatMap(({ name, problems }) => problems().map((problem) => `${name}: ${problem}`));
  for (const alarm of alarms) tell(`false alarm  ${alarm}`);
  const missed = rows.filter(({ caught }) => !caught).map(({ name }) => name);
  const failures = [...missed.map((name) => `not caught: ${name}`), ...alarms];
  return {
    results: {
      'mutants.caught': rows.length - missed.length,
      'mutants.total': rows.length,
      'mutants.false-alarms': alarms.length
    },
    details: { mutants: rows },
    ...(failures.length > 0 ? { failure: failures.join('\n') } : {})
  };
}
