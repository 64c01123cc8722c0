import { type HistorySchema, type Segment, migrations } from '../../../src/lib/history/store/schema.ts';
import { Database } from '../../../src/lib/storage/index.ts';

export const MARCH = Date.UTC(2024, 2, 31, 23, 59);
export const APRIL = Date.UTC(2024, 3, 1, 0, 5);

/** A database as version 1 left it on people's disks. Written out by hand: it must never follow the code. */
export async function makeVersion1(name: string): Promise<void> {
  const database = new Database<HistorySchema>(name, migrations.slice(0, 1));
  await database.use(async (db) => {
    const transaction = db.transaction(['segments', 'tracks', 'imports', 'meta'], 'readwrite');
    // Segments had no origins then, whatever the types say now.
    const putOld = (segment: object) => transaction.objectStore('segments').put(segment as Segment);
    await Promise.all([
      putOld({
        month: '2024-03',
        startedAt: Float64Array.of(MARCH),
        msPlayed: Int32Array.of(200_000),
        track: Uint32Array.of(0),
        source: Uint8Array.of(1),
        flags: Uint8Array.of(0)
      }),
      putOld({
        month: '2024-04',
        startedAt: Float64Array.of(APRIL, APRIL + 10_000, APRIL + 60_000),
        msPlayed: Int32Array.of(200_000, 200_000, 5000),
        track: Uint32Array.of(1, 1, 2),
        source: Uint8Array.of(1, 1, 1),
        flags: Uint8Array.of(0, 2, 1)
      }),
      transaction.objectStore('tracks').put({
        first: 0,
        artists: ['Quiet Harbour', 'QUIET HARBOUR', 'Nobody'],
        titles: ['Paper Lantern', 'Paper Lantern', 'Nothing'],
        albums: ['Slow Tide', null, null],
        uris: ['spotify:track:0aB1cD2eF3gH4iJ5kL6mN7', 'spotify:track:1aB1cD2eF3gH4iJ5kL6mN7', null]
      }),
      transaction.objectStore('imports').add({ importedAt: APRIL, files: [] }),
      transaction.objectStore('meta').put(
        {
          revision: 7,
          plays: 2,
          skips: 1,
          songs: 2,
          artists: 2,
          firstPlay: MARCH,
          lastPlay: APRIL,
          sample: false
        },
        'summary'
      ),
      transaction.done
    ]);
  });
  await database.close();
}
