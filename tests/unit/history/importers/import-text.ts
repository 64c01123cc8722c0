import { openImporters } from '../../../../src/lib/history/importers/index.ts';
import { importFiles } from '../../../../src/lib/history/import.ts';
import type { Row } from '../../../../src/lib/history/importers/importer.ts';
import { openMember } from '../../../../src/lib/history/reading/member.ts';
import { SOURCES } from '../../../../src/lib/history/sources.ts';
import type { FileReport } from '../../../../src/lib/history/types.ts';
import { InMemoryHistory } from '../in-memory.ts';

/** Imports one file. @returns its report and the history it makes, as rows in time order. */
export async function importText(
  name: string,
  content: BlobPart,
  timeZone = 'UTC'
): Promise<{ report: FileReport; rows: Row[] }> {
  const history = new InMemoryHistory();
  const { files } = await importFiles([new File([content], name)], history, { timeZone });
  const [report] = files;
  if (!report || files.length > 1) throw new Error('not one report');
  return { report, rows: rowsOf(history) };
}

function rowsOf(history: InMemoryHistory): Row[] {
  const { startedAt, msPlayed, skipped, source, song, songs, album, albums } = history.listening();
  return Array.from(startedAt, (time, i) => {
    const played = songs[song[i] ?? -1];
    const row: Row = {
      artist: played?.artist ?? '',
      title: played?.title ?? '',
      album: albums[album[i] ?? -1]?.title,
      uri: played?.uri,
      startedAt: time,
      msPlayed: msPlayed[i] ?? NaN,
      skipped: skipped[i] === 1
    };
    const from = SOURCES[source[i] ?? -1];
    return from ? { ...row, source: from } : row;
  });
}

/** The formats that would take the file. */
export async function claimants(name: string, text: string): Promise<string[]> {
  const member = await openMember(name, bytes(text));
  return openImporters()
    .filter((importer) => importer.recognises(member))
    .map(({ format }) => format);
}

// eslint-disable-next-line @typescript-eslint/require-await -- members are read from what arrives in its own time
async function* bytes(text: string): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield new TextEncoder().encode(text);
}
