import { describe, expect, it } from 'vitest';
import { type Exclusion, artistKey } from '../../../src/lib/history/index.ts';
import { spotifyZip } from '../../fixtures/spotify.ts';
import { file, freshHistory, freshName, importInto } from './helpers.ts';
import { History } from '../../../src/lib/history/index.ts';

const made = spotifyZip({ rows: 1500, seed: 51 });

async function filled(): Promise<History> {
  const history = new History({ name: freshName(), timeZone: 'America/New_York' });
  await importInto(history, file(made.bytes));
  return history;
}

describe('what is kept out of taste', () => {
  it('is the part that the rule names, stays in the history and counts again', async () => {
    const history = await filled();
    const whole = await history.listening();
    const plays = await history.plays();
    const hour = new Intl.DateTimeFormat('en', {
      timeZone: 'America/New_York',
      hour: 'numeric',
      hourCycle: 'h23'
    });
    const some = plays[700];
    if (!some) throw new Error('too few plays');
    const from = plays[300]?.startedAt ?? 0;
    const to = plays[500]?.startedAt ?? 0;
    const rules: [Exclusion, (play: (typeof plays)[number]) => boolean][] = [
      [{ kind: 'source', source: 'spotify-extended' }, () => true],
      [{ kind: 'source', source: 'deezer' }, () => false],
      [
        { kind: 'artist', artist: artistKey(some.artist) },
        ({ artist }) => artistKey(artist) === artistKey(some.artist)
      ],
      [{ kind: 'range', from, to }, ({ startedAt }) => startedAt >= from && startedAt < to],
      [
        { kind: 'hours', from: 9, to: 12 },
        ({ startedAt }) => [9, 10, 11].includes(Number(hour.format(startedAt)))
      ],
      [
        { kind: 'hours', from: 23, to: 2 },
        ({ startedAt }) => [23, 0, 1].includes(Number(hour.format(startedAt)))
      ],
      [{ kind: 'play', play: some.id }, ({ id }) => id === some.id]
    ];
    for (const [rule, holds] of rules) {
      const { revision } = await history.summary();
      const id = await history.exclude(rule);
      const expected = plays.map((play) => Number(holds(play)));
      expect([...(await history.view()).excluded]).toEqual(expected);
      const taste = await history.taste();
      expect([...taste.startedAt]).toEqual(
        plays.filter((_, i) => expected[i] === 0).map(({ startedAt }) => startedAt)
      );
      expect(await history.listening()).toEqual(whole);
      expect((await history.summary()).revision).toBeGreaterThan(revision);
      expect(await history.exclusions()).toMatchObject([{ id, exclusion: rule }]);
      await history.include(id);
      expect(await history.taste()).toEqual(whole);
    }
    await history.close();
  });

  it('follows a play whose richer record came later', async () => {
    const history = freshHistory();
    const startedAt = Date.UTC(2024, 2, 9, 19);
    const scrobbles =
      'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n' +
      `"${startedAt / 1000}","09 Mar 2024, 19:00","Quiet Harbour","","Slow Tide","","Paper Lantern",""\n`;
    await importInto(history, file(scrobbles, 'recenttracks.csv'));
    const [scrobble] = await history.plays();
    await history.exclude({ kind: 'play', play: scrobble?.id ?? '' });
    const stream = {
      ts: new Date(startedAt + 230_000).toISOString().replace('.000', ''),
      ms_played: 200_000,
      master_metadata_track_name: 'Paper Lantern',
      master_metadata_album_artist_name: 'Quiet Harbour'
    };
    await importInto(history, file(JSON.stringify([stream]), 'endsong_0.json'));
    expect(await history.plays()).toMatchObject([{ source: 'spotify-extended' }]);
    expect((await history.view()).excluded).toEqual(Uint8Array.of(1));
    expect((await history.taste()).song).toHaveLength(0);
  });

  it('is a listen of two sources only where neither of them counts', async () => {
    const history = freshHistory();
    const startedAt = Date.UTC(2024, 2, 9, 19);
    const scrobbles =
      'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n' +
      `"${startedAt / 1000}","09 Mar 2024, 19:00","Quiet Harbour","","Slow Tide","","Paper Lantern",""\n`;
    const streams = [0, 1].map((hours) => ({
      ts: new Date(startedAt + hours * 3_600_000 + 200_000).toISOString().replace('.000', ''),
      ms_played: 200_000,
      master_metadata_track_name: 'Paper Lantern',
      master_metadata_album_artist_name: 'Quiet Harbour'
    }));
    await importInto(history, file(scrobbles, 'recenttracks.csv'));
    await importInto(history, file(JSON.stringify(streams), 'endsong_0.json'));
    expect((await history.view()).sources.map(({ events }) => events).sort()).toEqual([1, 2]);
    // The second stream was seen by Spotify alone.
    await history.exclude({ kind: 'source', source: 'spotify-extended' });
    expect([...(await history.view()).excluded]).toEqual([0, 1]);
    const scrobbler = (await history.view()).sources.find(({ source }) => source !== 'spotify-extended');
    if (!scrobbler) throw new Error('one source');
    await history.exclude({ kind: 'source', source: scrobbler.source });
    expect([...(await history.view()).excluded]).toEqual([1, 1]);
  });

  it('is all that starts in a private session', async () => {
    const history = freshHistory();
    await history.setPrivate(true);
    await history.setPrivate(true);
    const [open] = await history.privateSessions();
    expect(open?.from).toBeGreaterThan(0);
    expect(open).not.toHaveProperty('to');
    const heard = [open?.from ?? 0, (open?.from ?? 0) - 3_600_000].map((startedAt) => ({
      ts: new Date(Math.ceil((startedAt + 200_000) / 1000) * 1000).toISOString().slice(0, 19) + 'Z',
      ms_played: 200_000,
      master_metadata_track_name: 'Paper Lantern',
      master_metadata_album_artist_name: 'Quiet Harbour'
    }));
    await importInto(history, file(JSON.stringify(heard), 'endsong_0.json'));
    expect((await history.view()).excluded).toEqual(Uint8Array.of(0, 1));
    await history.setPrivate(false);
    await history.setPrivate(false);
    expect(await history.privateSessions()).toMatchObject([
      { from: open?.from, to: expect.any(Number) as number }
    ]);
  });
});
