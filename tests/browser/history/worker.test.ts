import { proxy, wrap } from 'comlink';
import { expect, it, onTestFinished, vi } from 'vitest';
import { History, type ImportProgress, onHistoryChanged } from '../../../src/lib/history/index.ts';
import type { ImportWorker } from '../../../src/workers/import.worker.ts';
import { spotifyZip } from '../../fixtures/spotify.ts';
import { deleteDatabase, file } from './helpers.ts';

const made = spotifyZip({ rows: 20_000, seed: 31 });

function start() {
  const worker = new Worker(new URL('../../../src/workers/import.worker.ts', import.meta.url), {
    type: 'module'
  });
  const history = new History();
  onTestFinished(async () => {
    worker.terminate();
    await history.close();
    await deleteDatabase('earshot-history');
  });
  return { worker, remote: wrap<ImportWorker>(worker), history };
}

it('imports in a worker, telling its progress in few words and always the last one', async () => {
  const { remote, history } = start();
  const seen: ImportProgress[] = [];
  const started = performance.now();
  const report = await remote.importFiles(
    [file(made.bytes)],
    proxy((progress: ImportProgress) => {
      seen.push(progress);
    })
  );
  const seconds = (performance.now() - started) / 1000;
  expect(report.files.reduce((sum, { plays }) => sum + plays, 0)).toBe(made.expected.plays);
  expect((await history.summary()).plays).toBe(made.expected.plays);
  expect(seen.length).toBeLessThan(10 * seconds + 4);
  expect(seen.at(-1)).toMatchObject({
    phase: 'saving',
    records: made.expected.records,
    bytesRead: made.bytes.length
  });
});

it('tells the page that the history changed, even when it ends right after', async () => {
  const { worker, remote } = start();
  const listener = vi.fn();
  onTestFinished(onHistoryChanged(listener));
  await remote.importFiles([file(made.bytes)]);
  worker.terminate();
  await vi.waitFor(() => {
    expect(listener).toHaveBeenCalled();
  });
});

it('cancels', async () => {
  const { remote, history } = start();
  const importing = remote.importFiles(
    [file(made.bytes)],
    proxy(({ records }: ImportProgress) => {
      if (records > 0) void remote.cancel();
    })
  );
  await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
  expect((await history.summary()).revision).toBe(0);
});

it('leaves nothing half-written when it is killed', async () => {
  const { worker, remote, history } = start();
  await remote.addSample(1);
  const before = await history.summary();
  const saving = new Promise<void>((resolve) => {
    void remote.importFiles(
      [file(made.bytes)],
      proxy(({ phase }: ImportProgress) => {
        if (phase === 'saving') resolve();
      })
    );
  });
  await saving;
  worker.terminate();
  const after = await history.summary();
  // It may have been done just before, but not half.
  if (after.sample) expect(after).toEqual(before);
  else expect(after.plays).toBe(made.expected.plays);
  expect((await history.plays()).length).toBe(after.plays + after.skips);
});

it('shows and removes the sample', async () => {
  const { remote, history } = start();
  await remote.addSample(1);
  expect((await history.summary()).sample).toBe(true);
  await remote.removeSample();
  expect((await history.summary()).revision).toBe(0);
});
