import { wrap } from 'comlink';
import { expect, it, onTestFinished } from 'vitest';
import { listingOf, pieceOf } from '../../../src/lib/catalogue/index.ts';
import { artistKey, History, songKey } from '../../../src/lib/history/index.ts';
import type { HistoryWorker } from '../../../src/workers/history.worker.ts';
import { deleteDatabase } from './helpers.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';

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

/** Saturday mornings. */
const QUERY = { part: { weekday: 5, quarter: 1 }, zone: 'UTC' };

it('finds habits, and songs that go together, in the plays that count', async () => {
  const { remote, history } = start();
  expect(await remote.habits({ ...QUERY, keys: [] })).toEqual({ loved: [], lifts: new Map() });
  await history.addSample(1, inventedMusic);
  const { songs, artists } = await history.listening();
  const keys = songs.slice(0, 60).map(({ key }) => key);
  const { loved, lifts } = await remote.habits({ ...QUERY, keys });
  expect(loved.length).toBeGreaterThan(0);
  expect(lifts.size).toBeGreaterThan(0);
  for (const key of lifts.keys()) expect(keys).toContain(key);

  const [first] = loved;
  const chosen = { key: first?.song.key ?? '' };
  const similar = await remote.songsLike(chosen);
  expect(similar.length).toBeGreaterThan(5);
  expect(similar.map(({ song }) => song.key)).not.toContain(chosen.key);

  await history.exclude({ kind: 'artist', artist: first?.artist ?? '' });
  const without = await remote.habits({ ...QUERY, keys });
  expect(without.loved.map(({ artist }) => artist)).not.toContain(first?.artist);
  expect(await remote.songsLike(chosen)).toEqual([]);

  const named = await remote.namesOfSubjects([chosen.key, artists[0]?.key ?? '', 'nobody']);
  expect(named).toEqual(
    new Map([
      [artists[0]?.key, artists[0]?.name],
      [chosen.key, `${first?.song.title ?? ''}, ${first?.song.artist ?? ''}`]
    ])
  );
});

it('names generated music that was never heard', async () => {
  const { remote } = start();
  const { artist, title } = listingOf(pieceOf('strings', 8));
  const keys = [songKey(artist, title), artistKey(artist)];
  expect([...(await remote.namesOfSubjects(keys)).values()].sort()).toEqual(
    [artist, `${title}, ${artist}`].sort()
  );
});

it('refuses an unknown time zone', async () => {
  const { remote } = start();
  await expect(remote.habits({ ...QUERY, zone: 'Mars/Olympus', keys: [] })).rejects.toMatchObject({
    name: 'RangeError'
  });
});
