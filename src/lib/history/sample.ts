import { seededRandom } from '../random/index.ts';
import type { Row } from './importers/importer.ts';
import { SKIP_BELOW_MS } from './limits.ts';
import { simulateListener } from './sample/listener.ts';
import type { SampleMusic } from './sample/music.ts';

const DAY = 24 * 60 * 60 * 1000;
const DAYS = 2 * 365;
const PIECES_PER_DAY = 3.8;

/**
 * About 2,500 plays of an invented listener over the two years before `now`, in time order. Equal arguments give
 * equal plays.
 * @param now ms since epoch.
 */
export function sampleRows(seed: number, now: number, music: SampleMusic): Row[] {
  const rows: Row[] = [];
  const habits = { from: now - DAYS * DAY, to: now - 5 * 60_000, perDay: PIECES_PER_DAY };
  for (const { piece, startedAt, msPlayed } of simulateListener(seededRandom(seed), music, habits)) {
    const { artist, title, album, uri } = music.pieces[piece] ?? { artist: '', title: '', album: '' };
    rows.push({ artist, title, album, uri, startedAt, msPlayed, skipped: msPlayed < SKIP_BELOW_MS });
  }
  return rows;
}
