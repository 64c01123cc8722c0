import { NO_RECORDS, type Unrecognised, clueTo } from './clues.ts';
import type { History } from './history.ts';
import type { Row, Rows, Surroundings } from './importers/importer.ts';
import { openImporters } from './importers/index.ts';
import { type Member, shortPath } from './reading/member.ts';
import { problemOf } from './reading/problem.ts';
import { walk } from './reading/walk.ts';
import type { Source } from './sources.ts';
import { SKIPPED } from './store/events.ts';
import { KEPT, KNOWN_ELSEWHERE, NEAR_DUPLICATE } from './store/merge.ts';
import { Staging } from './store/staging.ts';
import {
  type FileReport,
  type ImportProgress,
  type ImportReport,
  type Problem,
  REJECT_REASONS,
  type RejectReason
} from './types.ts';

/** How much of an unrecognised file is kept to tell what it is, in UTF-16 units. */
const CLUE_LENGTH = 4096;

/**
 * Reads listening histories out of files and zips and adds them to the history: all of it or, when it is cancelled
 * or cannot be stored, nothing. Whatever is wrong with a file ends up in the report.
 * @param options.timeZone for files that give times by the wall clock; default: this device's.
 * @param options.onProgress called for every piece that is read, dozens of times a second.
 * @throws the signal's reason, or StorageError.
 */
export async function importFiles(
  files: File[],
  history: Pick<History, 'save'>,
  options: {
    signal?: AbortSignal;
    onProgress?: (progress: ImportProgress) => void;
    timeZone?: string;
  } = {}
): Promise<ImportReport> {
  const { signal, onProgress, timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
  const session = new Session({ timeZone });
  let last: ImportProgress | undefined;
  for (const [fileIndex, file] of files.entries()) {
    const path = file.webkitRelativePath || file.name;
    let bytesRead = 0;
    const tell = (bytes: number) => {
      bytesRead = Math.min(bytesRead + bytes, file.size);
      last = {
        path,
        bytesRead,
        bytesTotal: file.size,
        fileIndex,
        fileCount: files.length,
        records: session.records,
        phase: 'reading'
      };
      onProgress?.(last);
    };
    tell(0);
    await session.read(file, tell, signal);
    tell(file.size);
  }
  session.finishReading();
  if (last) onProgress?.({ ...last, phase: 'saving' });
  return { files: await history.save(session.staging, (fates) => session.finish(fates), signal) };
}

/** What one import has read so far. */
class Session {
  readonly staging = new Staging();
  readonly #importers = openImporters();
  /** Plays, skips and duplicates are counted at the end, in `finish`. */
  readonly #drafts: FileReport[] = [];
  readonly #recognised: FileReport[] = [];
  #rejected = 0;

  constructor(private readonly surroundings: Surroundings) {}

  get records(): number {
    return this.staging.length + this.#rejected;
  }

  /** Never fails because of the file. */
  async read(file: File, onRead: (bytes: number) => void, signal: AbortSignal | undefined): Promise<void> {
    const unrecognised: Unrecognised[] = [];
    const firstDraft = this.#drafts.length;
    let recognised = 0;
    const visitor = {
      member: async (member: Member) => {
        const importer = this.#importers.find((candidate) => candidate.recognises(member));
        if (!importer) {
          unrecognised.push({ path: member.path, head: member.head.slice(0, CLUE_LENGTH) });
          return;
        }
        recognised++;
        const draft = this.#draft(member.path, importer.format);
        this.#recognised.push(draft);
        try {
          await importer.read(member, this.#rows(draft, importer.source), this.surroundings);
        } catch (error) {
          signal?.throwIfAborted();
          draft.problems.push(problemOf(error));
        }
      },
      problem: (path: string, problem: Problem) => {
        this.#draft(path, 'unknown').problems.push(problem);
      },
      onRead
    };
    await walk(file, visitor, signal);
    if (recognised > 0) return;
    const clue = clueTo(file.size, unrecognised);
    // A file that could not be opened has been explained already; that it is the wrong one is worth saying anyway.
    if (this.#drafts.length > firstDraft && clue.problem.code !== 'wrong_download') return;
    this.#draft(shortPath(file.webkitRelativePath || file.name), clue.format).problems.push(clue.problem);
  }

  /** To be called when every file has been read. */
  finishReading(): void {
    for (const importer of this.#importers) importer.finish?.();
    for (const { records, problems } of this.#recognised) {
      if (records === 0 && problems.length === 0) problems.push(NO_RECORDS);
    }
  }

  /** Counts what became of each staged event. */
  finish(fates: Uint8Array): FileReport[] {
    const events = this.staging.events();
    const near = new Map<FileReport, number>();
    const elsewhere = new Map<FileReport, number>();
    fates.forEach((fate, event) => {
      const draft = this.#drafts[this.staging.fileOf(event)];
      if (!draft) return;
      if (fate === KEPT && (events.flags[event] ?? 0) & SKIPPED) draft.skips++;
      else if (fate === KEPT) draft.plays++;
      else draft.rejected.duplicate++;
      if (fate === NEAR_DUPLICATE) near.set(draft, (near.get(draft) ?? 0) + 1);
      if (fate === KNOWN_ELSEWHERE) elsewhere.set(draft, (elsewhere.get(draft) ?? 0) + 1);
    });
    for (const [draft, count] of near) draft.problems.push(nearDuplicates(count));
    for (const [draft, count] of elsewhere) draft.problems.push(knownElsewhere(count));
    return this.#drafts;
  }

  #draft(path: string, format: string): FileReport {
    const draft: FileReport = {
      path,
      format,
      records: 0,
      plays: 0,
      skips: 0,
      rejected: Object.fromEntries(REJECT_REASONS.map((reason) => [reason, 0])) as Record<
        RejectReason,
        number
      >,
      problems: []
    };
    this.#drafts.push(draft);
    return draft;
  }

  #rows(draft: FileReport, source: Source): Rows {
    const file = this.#drafts.indexOf(draft);
    return {
      add: (row: Row) => {
        this.staging.add(row, source, file);
        draft.records++;
      },
      reject: (reason) => {
        draft.rejected[reason]++;
        draft.records++;
        this.#rejected++;
      },
      problem: (problem) => {
        draft.problems.push(problem);
      }
    };
  }
}

function nearDuplicates(count: number): Problem {
  return {
    code: 'near_duplicates',
    message:
      count === 1
        ? 'One play was listed twice with times that differ by seconds. It is counted once.'
        : `${count} plays were listed twice with times that differ by seconds. They are counted once.`
  };
}

function knownElsewhere(count: number): Problem {
  return {
    code: 'known_elsewhere',
    message:
      count === 1
        ? 'One play was already here from another source. It is counted once.'
        : `${count} plays were already here from another source. They are counted once.`
  };
}
