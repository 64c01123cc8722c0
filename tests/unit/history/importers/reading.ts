import { expect } from 'vitest';
import { importFiles } from '../../../../src/lib/history/import.ts';
import { openImporters } from '../../../../src/lib/history/importers/index.ts';
import { openMember } from '../../../../src/lib/history/reading/member.ts';
import type { FileReport, Listening } from '../../../../src/lib/history/types.ts';
import { SOURCES } from '../../../../src/lib/history/sources.ts';
import { InMemoryHistory } from '../in-memory.ts';

export interface ReadPlay {
  artist: string;
  title: string;
  album: string | undefined;
  uri: string | undefined;
  startedAt: string;
  msPlayed: number;
  skipped: boolean;
  source: string | undefined;
}

/** Imports files and says what became of them, event by event in time order. */
export async function importAll(files: File[], timeZone = 'UTC') {
  const history = new InMemoryHistory();
  const report = await importFiles(files, history, { timeZone });
  for (const { records, plays, skips, rejected } of report.files) {
    expect(records).toBe(plays + skips + Object.values(rejected).reduce((a, b) => a + b));
  }
  return { files: report.files, plays: playsOf(history.listening()) };
}

/** The same for one file that is one file inside. */
export async function importOne(
  file: File,
  timeZone?: string
): Promise<{ report: FileReport; plays: ReadPlay[] }> {
  const { files, plays } = await importAll([file], timeZone);
  const [report] = files;
  if (!report || files.length > 1) throw new Error(`${files.length} reports`);
  return { report, plays };
}

export function playsOf(listening: Listening): ReadPlay[] {
  return Array.from(listening.startedAt, (startedAt, row) => {
    const song = listening.songs[listening.song[row] ?? -1];
    return {
      artist: song?.artist ?? '',
      title: song?.title ?? '',
      album: listening.albums[listening.album[row] ?? -1]?.title,
      uri: song?.uri,
      startedAt: new Date(startedAt).toISOString(),
      msPlayed: listening.msPlayed[row] ?? NaN,
      skipped: listening.skipped[row] === 1,
      source: SOURCES[listening.source[row] ?? -1]
    };
  });
}

/** The formats whose importers claim the file. */
export async function claims(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const member = await openMember(name, one(bytes));
  return openImporters()
    .filter((importer) => importer.recognises(member))
    .map(({ format }) => format);
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of one chunk has nothing to wait for
async function* one(
  bytes: Uint8Array<ArrayBuffer>
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield bytes;
}
