import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fact, isWithin, parseFacts } from '../../../bench/privacy/facts.ts';
import { runReference } from '../../../bench/privacy/reference.ts';

const folder = join(process.env['EARSHOT_SHARED'] ?? '../shared', 'reference');
const here = existsSync(folder);

describe.skipIf(!here)(`published values${here ? '' : ` (skipped: there is no ${folder})`}`, () => {
  const facts = here ? parseFacts(readFileSync(join(folder, 'dp-reference-values.json'), 'utf8')) : [];

  it.each(facts.map((fact) => [fact.id, fact] as const))('%s', (_, fact) => {
    expect(runReference([fact])).toMatchObject([{ within: true }]);
  });

  it('there is something to compute for every form that such a file may contain', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const lines = readme.split('## Forms')[1]?.match(/^- .*`$/gm) ?? [];
    expect(lines.length).toBeGreaterThan(40);
    for (const line of lines) {
      const [, quantity = '', sets = ''] = /^- (.*): (`.*`)$/.exec(line) ?? [];
      for (const [, names = ''] of sets.matchAll(/`([^`]*)`/g)) {
        for (const mechanism of names.includes('mechanism') ? mechanismsOf(names) : [undefined]) {
          const params = Object.fromEntries(
            names.split(', ').map((name) => [name, example(name, quantity, mechanism)])
          );
          const [row] = runReference([fact(quantity, params)]);
          expect(row, `${quantity} ${JSON.stringify(params)}`).not.toHaveProperty('problem');
          expect(row?.computed).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });
});

describe('a file of reference values', () => {
  it('is refused when it is not of the form, with the place', () => {
    expect(() => parseFacts('{}')).toThrow(/Not a file of reference values/);
    expect(() => parseFacts('[{"id": "x"}]')).toThrow(/0\./);
    expect(() => parseFacts(JSON.stringify([{ ...fact('q', {}), more: 1 }]))).toThrow(/0\.more/);
  });

  it('may expect infinity', () => {
    const [infinite] = parseFacts(JSON.stringify([{ ...fact('q', {}), expected: 'Infinity' }]));
    expect(infinite?.expected).toBe(Infinity);
    const noiseless = { noise: 0, k: 3, adjacency: 'REPLACE_ONE' };
    const row = {
      ...fact('epsilon: pure LDP epsilon of k-ary randomized response', noiseless),
      expected: Infinity
    };
    expect(runReference([row])).toMatchObject([{ computed: 'Infinity', within: true }]);
  });

  it('with an unknown form or other parameters gives a row that is not within', () => {
    expect(runReference([fact('fame: of an artist', {})])).toMatchObject([{ computed: null, within: false }]);
    expect(runReference([fact('delta: zCDP to (epsilon,delta)', { rho: 1 })])).toMatchObject([
      { computed: null, within: false, problem: expect.stringContaining('parameters') as string }
    ]);
  });

  it('has three kinds of tolerance', () => {
    const of = (type: Fact['tolerance']['type'], value: number) => ({
      ...fact('q', {}),
      expected: 2,
      tolerance: { type, value }
    });
    expect(isWithin(2.1, of('abs', 0.11))).toBe(true);
    expect(isWithin(2.12, of('abs', 0.11))).toBe(false);
    expect(isWithin(2.1, of('rel', 0.06))).toBe(true);
    expect(isWithin(2.2, of('rel', 0.06))).toBe(false);
    expect(isWithin(1.95, of('upper_bound_slack', 0.06))).toBe(true);
    expect(isWithin(2.0011, of('upper_bound_slack', 0.06))).toBe(false);
    expect(isWithin(NaN, of('abs', 1))).toBe(false);
  });
});

function fact(quantity: string, params: Record<string, unknown>): Fact {
  return {
    id: 'made-up',
    quantity,
    params,
    expected: 0,
    tolerance: { type: 'abs', value: 0 },
    source: 'none'
  };
}

function mechanismsOf(names: string): string[] {
  if (names.includes('d,')) return ['SubsetSelection'];
  if (names.includes('k,')) return ['GRR'];
  return names.includes('x') && names.endsWith(', x') ? ['Duchi', 'Piecewise'] : ['SUE', 'OUE'];
}

/** Some value that the named parameter may have. */
function example(name: string, quantity: string, mechanism: string | undefined): unknown {
  switch (name) {
    case 'mechanism':
      return mechanism;
    case 'adjacency':
      return quantity.includes('randomized response') ? 'REPLACE_ONE' : 'REMOVE';
    case 'orders':
      return { start: 2, stop: 32, step: 1 };
    case 'sigmas':
    case 'counts':
      return [2, 3];
    case 'n':
      return 10_000;
    case 'delta':
      return 1e-4;
    case 'totalDelta':
      return 0.01;
    case 'totalEpsilon':
      return 3;
    case 'iterations':
    case 'count':
    case 'numQueries':
    case 'truncationBound':
      return 3;
    case 'k':
    case 'step':
    case 'order':
    case 'accuracy':
      return 4;
    case 'd':
    case 'h':
    case 'epsilon0':
      return 2;
    case 'sensitivity':
    case 'l0Sensitivity':
    case 'lInfSensitivity':
    case 'l1Sensitivity':
    case 'l2Sensitivity':
    case 'sigma':
    case 'b':
    case 'rho':
    case 'rdp':
      return 1;
    default:
      return 0.3;
  }
}
