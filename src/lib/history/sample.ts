import { seededRandom } from '../random/index.ts';
import type { Row } from './importers/importer.ts';
import { SKIP_BELOW_MS } from './limits.ts';
import { simulateListener } from './sample/listener.ts';
import type { SampleMusic } from './sample/music.ts';

const DAY = 24 * 60 * 60 * 1000;
const WEEK = 7 * DAY;
/** The first Monday of all, UTC. */
const MONDAY = Date.UTC(1970, 0, 5);
const WEEKS = 104;
const PIECES_PER_DAY = 3.8;
/** The newest play has ended, ms. */
const PAUSE = 5 * 60_000;

/**
 * About 2,500 plays of an invented listener over the two years before `now`, in time order. Equal seeds give equal
 * listeners: whoever is shown one, at whatever hour of whatever day, sees the same weeks up to that hour.
 * @param now ms since epoch.
 */
export function sampleRows(seed: number, now: number, music: SampleMusic): Row[] {
  const rows: Row[] = [];
  const to = now - ((now - MONDAY) % WEEK) + WEEK;
  const habits = { from: to - WEEKS * WEEK, to, perDay: PIECES_PER_DAY };
  for (const { piece, startedAt, msPlayed } of simulateListener(seededRandom(seed), music, habits)) {
    if (startedAt >= now - PAUSE) break;
    const { artist, title, album, uri } = music.pieces[piece] ?? { artist: '', title: '', album: '' };
    rows.push({ artist, title, album, uri, startedAt, msPlayed, skipped: msPlayed < SKIP_BELOW_MS });
  }
  return rows;
}
