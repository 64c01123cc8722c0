import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Feedback, type Listening, onHistoryChanged, songKey } from '../../../src/lib/history/index.ts';
import { rowsToJson, spotifyZip } from '../../fixtures/spotify.ts';
import { dump, file, freshHistory, freshName, importInto } from './helpers.ts';
import { inventedMusic } from '../../fixtures/invented-music.ts';

const NOTHING = { revision: 0, plays: 0, skips: 0, songs: 0, artists: 0, sample: false };
const NOT_FOR_ME: Feedback = { kind: 'not-for-me', subject: songKey('a', 'b'), givenAt: 1 };
const small = spotifyZip({ rows: 400, seed: 11 });

function row(ts: string, fields: object = {}) {
  return {
    ts,
    ms_played: 200_000,
    master_metadata_track_name: 'Paper Lantern',
    master_metadata_album_artist_name: 'Quiet Harbour',
    spotify_track_uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7',
    ...fields
  };
}

describe('a new history', () => {
  it('is empty', async () => {
    const history = freshHistory();
    expect(await history.summary()).toEqual(NOTHING);
    expect(await history.listening()).toEqual<Listening>({
      songs: [],
      artists: [],
      albums: [],
      artistOf: new Uint32Array(),
      song: new Uint32Array(),
      album: new Int32Array(),
      startedAt: new Float64Array(),
      msPlayed: new Int32Array(),
      skipped: new Uint8Array(),
      source: new Uint8Array()
    });
    expect(await history.plays()).toEqual([]);
    expect(await history.imports()).toEqual([]);
    expect(await history.feedback()).toEqual([]);
  });
});

describe('a history', () => {
  it('tells the same as a summary, as columns and as objects, also when opened anew', async () => {
    const name = freshName();
    await importInto(freshHistory(name), file(small.bytes));
    const history = freshHistory(name);
    const summary = await history.summary();
    const listening = await history.listening();
    const plays = await history.plays();
    expect(summary).toMatchObject({
      plays: small.expected.plays,
      skips: small.expected.skips,
      songs: small.songs,
      sample: false
    });
    expect(summary.revision).toBeGreaterThan(0);
    expect(listening.songs).toHaveLength(small.songs);
    expect(new Set(listening.songs.map(({ key }) => key)).size).toBe(small.songs);
    expect(plays).toHaveLength(summary.plays + summary.skips);
    expect(new Set(plays.map(({ id }) => id)).size).toBe(plays.length);
    for (const [i, play] of plays.entries()) {
      expect(play.startedAt).toBe(listening.startedAt[i]);
      expect(play.msPlayed).toBe(listening.msPlayed[i]);
      expect(play.completed === 'skipped').toBe(listening.skipped[i] === 1);
      expect(play.completed === 'skipped').toBe((play.msPlayed ?? 0) < 30_000);
      expect(songKey(play.artist, play.title)).toBe(listening.songs[listening.song[i] ?? -1]?.key);
      expect(play.source).toBe('spotify-extended');
    }
    const played = plays.filter(({ completed }) => completed === 'played');
    expect(summary.firstPlay).toBe(played[0]?.startedAt);
    expect(summary.lastPlay).toBe(played.at(-1)?.startedAt);
  });

  it('keeps one record a month and few for its tracks', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await importInto(history, file(small.bytes));
    const months = new Set(
      (await history.plays()).map(({ startedAt }) => new Date(startedAt).toISOString().slice(0, 7))
    );
    const { segments, tracks } = await dump(name);
    expect(segments?.keys).toEqual([...months].sort());
    expect(tracks?.keys).toEqual([0]);
  });

  it('fills its blocks of tracks one after the other', async () => {
    const name = freshName();
    const history = freshHistory(name);
    for (const [part, from] of [3000, 0, 6000].entries()) {
      const rows = Array.from({ length: 3000 }, (_, i) =>
        row('2024-03-09T19:04:11Z', {
          master_metadata_track_name: `Track ${from + i}`,
          spotify_track_uri: null
        })
      );
      await importInto(history, file(rowsToJson(rows), `endsong_${part}.json`));
    }
    expect((await dump(name))['tracks']?.keys).toEqual([0, 4096, 8192]);
    const titles = (await history.plays()).map(({ title }) => title);
    expect(new Set(titles)).toEqual(new Set(Array.from({ length: 9000 }, (_, i) => `Track ${i}`)));
  });

  it('counts its revision up with every change of its events, and only then', async () => {
    const history = freshHistory();
    await history.addSample(1, inventedMusic);
    const revisions = [(await history.summary()).revision];
    const note = async () => revisions.push((await history.summary()).revision);
    await history.addSample(2, inventedMusic);
    await note();
    await history.removeSample();
    expect((await history.summary()).revision).toBe(0);
    await history.addSample(1, inventedMusic);
    await note();
    await importInto(history, file(small.bytes));
    await note();
    await importInto(history, file(rowsToJson([row('2024-12-09T19:04:11Z')]), 'endsong.json'));
    await note();
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    await importInto(history, file(small.bytes), file('', 'empty.json'));
    await history.giveFeedback(NOT_FOR_ME);
    expect((await history.summary()).revision).toBe(revisions.at(-1));
  });

  it('lists imports, newest first', async () => {
    const history = freshHistory();
    const before = Date.now();
    const first = await importInto(history, file(small.bytes));
    const second = await importInto(history, file(rowsToJson([row('2024-12-09T19:04:11Z')]), 'endsong.json'));
    await importInto(history, file('no history', 'notes.txt'));
    const imports = await history.imports();
    expect(imports.map(({ files }) => files)).toEqual([second.files, first.files]);
    expect(imports[0]?.id).toBeGreaterThan(imports[1]?.id ?? Infinity);
    expect(imports[1]?.importedAt).toBeGreaterThanOrEqual(before);
  });

  it('remembers what was said: the last verdict of a kind on a song or an artist', async () => {
    const name = freshName();
    const history = freshHistory(name);
    const odd: Feedback = { kind: 'not-now', subject: songKey('c', '__proto__'), givenAt: 2 };
    const like: Feedback = { kind: 'like', subject: odd.subject, givenAt: 3 };
    await history.giveFeedback(NOT_FOR_ME);
    await history.giveFeedback({ ...odd, givenAt: 1 });
    await history.giveFeedback(odd);
    await history.giveFeedback(like);
    expect(await freshHistory(name).feedback()).toEqual([like, NOT_FOR_ME, odd]);
    await history.takeFeedbackBack(NOT_FOR_ME);
    await history.takeFeedbackBack({ kind: 'less-of-artist', subject: 'never said' });
    expect(await freshHistory(name).feedback()).toEqual([like, odd]);
  });
});

describe('the sample listener', () => {
  it('can be shown, changed and removed', async () => {
    const history = freshHistory();
    await history.addSample(1, inventedMusic);
    const summary = await history.summary();
    expect(summary.sample).toBe(true);
    expect(summary.plays).toBeGreaterThan(1900);
    expect((await history.plays()).every(({ source, uri }) => source === 'sample' && uri === undefined)).toBe(
      true
    );
    const one = (await history.listening()).songs;
    await history.addSample(2, inventedMusic);
    expect((await history.listening()).songs).not.toEqual(one);
    await history.giveFeedback(NOT_FOR_ME);
    await history.removeSample();
    expect(await history.summary()).toEqual(NOTHING);
    expect(await history.plays()).toEqual([]);
    expect(await history.feedback()).toEqual([]);
  });

  it('gives way to the first real events, with everything that was said about it', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await history.addSample(1, inventedMusic);
    await history.giveFeedback(NOT_FOR_ME);
    await importInto(history, file(small.bytes));
    const fresh = freshHistory();
    await importInto(fresh, file(small.bytes));
    expect(await history.listening()).toEqual(await fresh.listening());
    expect(await history.summary()).toMatchObject({ sample: false, plays: small.expected.plays });
    expect(await history.feedback()).toEqual([]);
    expect((await dump(name))['tracks']?.keys).toEqual([0]);
  });

  it('stays when an import brings no events', async () => {
    const history = freshHistory();
    await history.addSample(1, inventedMusic);
    const before = await history.summary();
    await importInto(
      history,
      file(rowsToJson([row('2024-12-09T19:04:11Z', { incognito_mode: true })]), 'endsong.json')
    );
    await importInto(history, file('nothing', 'notes.txt'));
    expect(await history.summary()).toEqual(before);
  });

  it('never mixes with real events', async () => {
    const history = freshHistory();
    await importInto(history, file(small.bytes));
    const before = await history.summary();
    await history.addSample(1, inventedMusic);
    await history.removeSample();
    expect(await history.summary()).toEqual(before);
  });
});

describe('onHistoryChanged', () => {
  it('fires for events, the sample and feedback, here as well, until it is stopped', async () => {
    const history = freshHistory();
    const listener = vi.fn();
    const stop = onHistoryChanged(listener);
    onTestFinished(stop);
    const heard = async (change: () => Promise<unknown>) => {
      listener.mockClear();
      await change();
      await vi.waitFor(() => {
        expect(listener).toHaveBeenCalled();
      });
    };
    await heard(() => history.addSample(1, inventedMusic));
    await heard(() => history.giveFeedback(NOT_FOR_ME));
    await heard(() => history.takeFeedbackBack(NOT_FOR_ME));
    await heard(() => importInto(history, file(small.bytes)));
    await heard(() => history.removeSample());
    stop();
    listener.mockClear();
    await history.giveFeedback(NOT_FOR_ME);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(listener).not.toHaveBeenCalled();
  });
});
