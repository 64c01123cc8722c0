import { expect, test } from 'vitest';
import { loadTwoServers } from '$lib/telemetry/index.ts';

test('a round of two servers runs in a browser too', async () => {
  const { runRound } = await loadTwoServers();
  const tamper = [{ report: 0, how: 'votes' as const }];
  const answers = [2, 1, 4, 1];
  const round = await runRound({
    kind: 'choice',
    length: 5,
    answers,
    tamper,
    now: () => performance.now()
  });
  expect(round).toMatchObject({ total: [0, 2, 0, 0, 1], rejected: [0] });
});

test('the DAP client loads in a browser, and refuses what is no task', async () => {
  const { openDap } = await loadTwoServers();
  expect(() => openDap({}, fetch)).toThrow();
});
