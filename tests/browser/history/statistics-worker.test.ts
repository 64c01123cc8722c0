import { wrap } from 'comlink';
import { expect, it, onTestFinished } from 'vitest';
import { History, type StatisticsQuery } from '../../../src/lib/history/index.ts';
import type { HistoryWorker } from '../../../src/workers/history.worker.ts';
import { spotifyZip } from '../../fixtures/spotify.ts';
import { deleteDatabase, file, importInto } from './helpers.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';

const EVERYTHING: StatisticsQuery = {
  period: { from: -Infinity, to: Infinity },
  measure: 'plays',
  zone: 'Europe/Berlin',
  now: Date.UTC(2026, 0, 1)
};

function start() {
  const worker = new Worker(new URL('../../../src/workers/history.worker.ts', import.meta.url), {
    type: 'module'
  });
  const history = new History();
  onTestFinished(async () => {
    worker.terminate();
    await history.close();
    await deleteDatabase('earshot-history');
  });
  return { remote: wrap<HistoryWorker>(worker), history };
}

it('counts what is there, and again after every change', async () => {
  const { remote, history } = start();
  expect((await remote.statistics(EVERYTHING)).totals.plays).toBe(0);

  await history.addSample(1, inventedMusic);
  const sample = await history.summary();
  const statistics = await remote.statistics(EVERYTHING);
  expect(statistics.totals).toMatchObject({ plays: sample.plays, skips: sample.skips });
  // What goes to the page stays small, however long the history.
  expect(JSON.stringify(statistics).length).toBeLessThan(100_000);

  const made = spotifyZip({ rows: 2000, seed: 7 });
  await importInto(history, file(made.bytes));
  expect((await remote.statistics(EVERYTHING)).totals.plays).toBe(made.expected.plays);
});

it('answers for a period', async () => {
  const { remote, history } = start();
  await history.addSample(1, inventedMusic);
  const { firstPlay = 0, plays } = await history.summary();
  const to = firstPlay + 60 * 24 * 3_600_000;
  const [early, late] = await Promise.all([
    remote.statistics({ ...EVERYTHING, period: { from: -Infinity, to } }),
    remote.statistics({ ...EVERYTHING, period: { from: to, to: Infinity } })
  ]);
  expect(early.totals.plays).toBeGreaterThan(0);
  expect(early.totals.plays + late.totals.plays).toBe(plays);
});

it('refuses an unknown time zone', async () => {
  const { remote } = start();
  await expect(remote.statistics({ ...EVERYTHING, zone: 'Mars/Olympus' })).rejects.toMatchObject({
    name: 'RangeError'
  });
});
