import { EARLIEST, LATEST } from '../limits.ts';
import { readLines } from '../reading/lines.ts';
import { TRUNCATED } from '../reading/problem.ts';
import type { Problem } from '../types.ts';
import { type Claim, judge } from './checks.ts';
import type { Importer } from './importer.ts';
import { wholeNumber } from './table.ts';
import { recordingUri } from './uri.ts';
import { WallClock } from './wall-clock.ts';

/** Artist, album, title, number, length, rating, time; behind them an id, sometimes. */
const CELLS = 7;
/** Half of the piece or more was played; or it was skipped. */
const RATING = /^[LS]$/;
const UNTAGGED = '<Untagged>';
const DAY = 86_400_000;

/** The `.scrobbler.log` of Rockbox and other portable players. */
export const rockbox = (): Importer => ({
  format: 'rockbox',
  source: 'rockbox',

  recognises: ({ head }) => head.startsWith('#AUDIOSCROBBLER/'),

  async read(member, rows, { timeZone }) {
    const clock = new WallClock(timeZone);
    let inUtc = false;
    let byClock = 0;
    await readLines(member.text(), (line, ended) => {
      if (line.trim() === '') return;
      // Names may begin with the sign of comments, so only lines without cells are taken for those.
      if (line.startsWith('#') && !line.includes('\t')) {
        if (line.startsWith('#TZ/')) inUtc = line.trim() === '#TZ/UTC';
        return;
      }
      const cells = line.split('\t');
      const claim = cells.length >= CELLS ? claimOf(cells, inUtc ? undefined : clock) : undefined;
      const row = claim ? judge(claim) : 'malformed';
      if (row === 'malformed' && !ended) rows.problem(TRUNCATED);
      else if (typeof row === 'string') rows.reject(row);
      else {
        rows.add({ ...row, skipped: cells[5] === 'S' });
        if (!inUtc) byClock++;
      }
    });
    if (byClock > 0) rows.problem(localClock(timeZone));
  }
});

/** @param clock of the player; undefined where it gives UTC. */
function claimOf(cells: readonly string[], clock: WallClock | undefined): Claim | undefined {
  const [artist = '', album = '', title = '', , , rating = '', time = '', mbid = ''] = cells;
  if (!RATING.test(rating)) return undefined;
  const shown = 1000 * wholeNumber(time);
  if (!(shown >= EARLIEST - DAY && shown <= LATEST + DAY)) return undefined;
  return {
    artist: artist === UNTAGGED ? '' : artist,
    title: title === UNTAGGED ? '' : title,
    album: album === UNTAGGED ? '' : album,
    uri: recordingUri(mbid.trim()),
    startedAt: clock ? clock.toUtc(shown) : shown
  };
}

function localClock(timeZone: string): Problem {
  return {
    code: 'local_clock',
    message: `This player does not say which time zone its clock was set to. Earshot took ${timeZone.replaceAll('_', ' ')}. If that is wrong, undo this import, choose the right time zone and import the file again.`
  };
}
