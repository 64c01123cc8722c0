import type { Row } from '../importers/importer.ts';
import type { Source } from '../sources.ts';

/** Names the format in the first line. */
export const EARSHOT_FORMAT = 'earshot-plays';
export const EARSHOT_VERSION = 1;

/**
 * All plays as JSON Lines, each line with its line feed: a header, then a line a play. What is not known is left out.
 * The importer of this format gives the same rows back. The invented sample listener's plays are not written.
 * @param rows hidden near-duplicates included, so that nothing is lost on the way.
 */
export function* earshotLines(rows: Iterable<Row & { source: Source }>): Generator<string, void, undefined> {
  yield line({ format: EARSHOT_FORMAT, version: EARSHOT_VERSION });
  for (const { artist, title, album, uri, startedAt, msPlayed, skipped, source } of rows) {
    if (source === 'sample') continue;
    yield line({
      artist,
      title,
      album,
      uri,
      startedAt,
      msPlayed: msPlayed < 0 ? undefined : msPlayed,
      skipped,
      source
    });
  }
}

/** Properties that are undefined are not written. */
function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
