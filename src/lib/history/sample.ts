import { seededRandom } from '../random/index.ts';
import type { Row } from './importers/importer.ts';
import { SKIP_BELOW_MS } from './limits.ts';
import { inventCatalogue } from './sample/catalogue.ts';
import { simulateListener } from './sample/listener.ts';

const DAY = 24 * 60 * 60 * 1000;
const DAYS = 425;
const ARTISTS = 60;
const PIECES_PER_DAY = 6.6;

/**
 * About 2,500 plays of an invented listener over the fourteen months before `now`, in time order. Artists, titles
 * and albums are invented too. Equal seeds and times give equal plays.
 * @param now ms since epoch.
 */
export function sampleRows(seed: number, now: number): Row[] {
  const random = seededRandom(seed);
  const catalogue = inventCatalogue(random, ARTISTS);
  const rows: Row[] = [];
  const habits = { from: now - DAYS * DAY, to: now - 5 * 60_000, perDay: PIECES_PER_DAY };
  for (const { piece, startedAt, msPlayed } of simulateListener(random, catalogue, habits)) {
    const { artist, title, album } = catalogue.pieces[piece] ?? { artist: '', title: '', album: '' };
    rows.push({
      artist,
      title,
      album,
      uri: undefined,
      startedAt,
      msPlayed,
      skipped: msPlayed < SKIP_BELOW_MS
    });
  }
  return rows;
}
