import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secureRng, symmetricUnaryEncoding } from '$lib/privacy/index.ts';
import { loadTwoServers, METRICS } from '$lib/telemetry/index.ts';

const { runRound } = await loadTwoServers();
const now = () => performance.now();
const choices = METRICS.flatMap(({ id, domain }) =>
  domain.kind === 'choice' ? [{ id, length: domain.options.length }] : []
);

describe('a round of two servers', () => {
  test.each(choices)('counts the answers to "$id", of $length options, exactly', async ({ length }) => {
    const answers = Array.from({ length: 12 }, (_, i) => (i * i) % length);
    const { total, accepted, rejected, bytes } = await runRound({ kind: 'choice', length, answers, now });
    expect(total).toEqual(Array.from({ length }, (_, v) => answers.filter((answer) => answer === v).length));
    expect({ accepted, rejected }).toEqual({ accepted: 12, rejected: [] });
    // The helper's share is a seed; the leader's grows with the options.
    expect(bytes.helper).toBeLessThan(bytes.leader);
    expect(bytes.leader).toBeGreaterThan(16 * length);
  });

  test('adds up bits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 5, maxLength: 5, max: 1 }), { maxLength: 6 }),
        async (answers) => {
          const { total } = await runRound({ kind: 'bits', length: 5, answers, now });
          expect(total).toEqual(
            [0, 1, 2, 3, 4].map((v) => answers.reduce((n, bits) => n + (bits[v] ?? 0), 0))
          );
        }
      ),
      { numRuns: 10, seed: 1 }
    );
  });

  test('adds up answers that each device has randomized: the support that the estimate takes', async () => {
    const mechanism = symmetricUnaryEncoding({ categories: 4, epsilon: 8 });
    const rng = secureRng();
    const answers = Array.from({ length: 40 }, (_, i) => mechanism.randomize(i % 2, rng));
    const { total, accepted } = await runRound({ kind: 'bits', length: 4, answers, now });
    expect({ people: accepted, support: total }).toEqual(mechanism.tally(answers));
  });

  test.each(['votes', 'share', 'proof'] as const)(
    'names a report with a false %s, and counts the rest',
    async (how) => {
      const tamper = [{ report: 1, how }];
      const choice = await runRound({ kind: 'choice', length: 5, answers: [0, 1, 4], tamper, now });
      expect(choice).toMatchObject({ total: [1, 0, 0, 0, 1], accepted: 2, rejected: [1] });
      const answers = [Uint8Array.of(1, 1), Uint8Array.of(0, 0), Uint8Array.of(0, 1)];
      const bits = await runRound({ kind: 'bits', length: 2, answers, tamper, now });
      expect(bits).toMatchObject({ total: [1, 2], accepted: 2, rejected: [1] });
    }
  );

  test('takes no answer that is not among the options', async () => {
    await expect(runRound({ kind: 'choice', length: 3, answers: [3], now })).rejects.toThrow('[0, 3)');
    await expect(
      runRound({ kind: 'bits', length: 3, answers: [Uint8Array.of(0, 0, 2)], now })
    ).rejects.toThrow('[0, 2)');
  });
});
