import { NO_RECORDS, type Unrecognised, clueTo } from '../clues.ts';
import type { Row, Rows, Surroundings } from '../importers/importer.ts';
import { openImporters } from '../importers/index.ts';
import { type Member, shortPath } from '../reading/member.ts';
import { problemOf } from '../reading/problem.ts';
import { type Tally, walk } from '../reading/walk.ts';
import type { Source } from '../sources.ts';
import { Staging } from '../store/staging.ts';
import { type FileReport, type Problem, REJECT_REASONS, type RejectReason } from '../types.ts';
import type { Share } from './shares.ts';

/** How much of an unrecognised file is kept to tell what it is, in UTF-16 units. */
const CLUE_LENGTH = 4096;

/** How far a reader has got. @param bytes so many more of the file. @param records so many more. */
export type OnRead = (fileIndex: number, bytes: number, records: number) => void;

/** What one reader has read. */
export interface Reading {
  staging: Staging;
  /** Plays, skips and duplicates are counted when all is known, see `account`. */
  drafts: FileReport[];
  /** Of the zip whose other members another reader reads. */
  part?: Part;
}

export interface Part extends Tally {
  /** Files that an importer recognised. */
  recognised: number;
}

/** Ends the reading of a share that only one reader of everything can read. */
class Unshareable extends Error {
  override name = 'Unshareable';
}

/**
 * Reads chosen files, or a share of them. Never fails because of a file.
 * @returns undefined where it is a share and one reader has to read everything.
 * @throws the signal's reason.
 */
export async function readFiles(
  files: readonly File[],
  { from, to }: Share,
  surroundings: Surroundings,
  onRead: OnRead,
  signal: AbortSignal | undefined
): Promise<Reading | undefined> {
  const shared = from.file > 0 || from.member > 0 || to.file < files.length;
  const reader = new Reader(surroundings, shared);
  let part: Part | undefined;
  try {
    for (let index = from.file; index < files.length; index++) {
      const first = index === from.file ? from.member : 0;
      const end = index < to.file ? Infinity : index === to.file ? to.member : 0;
      const file = files[index];
      if (end === 0 || !file) break;
      const members = first > 0 || end < Infinity ? { first, end } : undefined;
      const tell = (bytes: number) => {
        onRead(index, bytes, reader.newRecords());
      };
      tell(0);
      const read = await reader.read(file, members, tell, signal);
      if (members) part = read;
      // Not every byte of a zip is read.
      tell(members ? 0 : file.size);
    }
  } catch (error) {
    if (error instanceof Unshareable) return undefined;
    throw error;
  }
  return { ...reader.finish(), ...(part && { part }) };
}

class Reader {
  readonly #staging = new Staging();
  readonly #importers = openImporters();
  readonly #drafts: FileReport[] = [];
  readonly #recognised: FileReport[] = [];
  readonly #unshareable = new AbortController();
  #records = 0;
  #told = 0;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly shared: boolean
  ) {}

  /** Records since this was last asked. */
  newRecords(): number {
    const told = this.#told;
    this.#told = this.#records;
    return this.#records - told;
  }

  /** @param members which members of a zip; default: all. */
  async read(
    file: File,
    members: { first: number; end: number } | undefined,
    onRead: (bytes: number) => void,
    signal: AbortSignal | undefined
  ): Promise<Part> {
    const unrecognised: Unrecognised[] = [];
    const firstDraft = this.#drafts.length;
    const ended = this.shared
      ? AbortSignal.any([this.#unshareable.signal, ...(signal ? [signal] : [])])
      : signal;
    let recognised = 0;
    const visitor = {
      member: async (member: Member) => {
        const importer = this.#importers.find((candidate) => candidate.recognises(member));
        if (!importer) {
          unrecognised.push({ path: member.path, head: member.head.slice(0, CLUE_LENGTH) });
          return;
        }
        if (this.shared && importer.finish) this.#unshareable.abort(new Unshareable());
        ended?.throwIfAborted();
        recognised++;
        const draft = this.#draft(member.path, importer.format);
        this.#recognised.push(draft);
        try {
          await importer.read(member, this.#rows(draft, importer.source), this.surroundings);
        } catch (error) {
          ended?.throwIfAborted();
          draft.problems.push(problemOf(error));
        }
      },
      problem: (path: string, problem: Problem) => {
        this.#draft(path, 'unknown').problems.push(problem);
      },
      onRead
    };
    const tally = await walk(file, visitor, ended, members);
    if (recognised === 0 && !members) {
      const clue = clueTo(file.size, unrecognised);
      // A file that could not be opened has been explained already; that it is the wrong one is worth saying anyway.
      if (this.#drafts.length === firstDraft || clue.problem.code === 'wrong_download')
        this.#draft(shortPath(file.webkitRelativePath || file.name), clue.format).problems.push(clue.problem);
    }
    return { ...tally, recognised };
  }

  /** To be called when everything has been read. */
  finish(): Reading {
    for (const importer of this.#importers) importer.finish?.();
    for (const { records, problems } of this.#recognised) {
      if (records === 0 && problems.length === 0) problems.push(NO_RECORDS);
    }
    return { staging: this.#staging, drafts: this.#drafts };
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
        this.#staging.add(row, source, file);
        draft.records++;
        this.#records++;
      },
      reject: (reason) => {
        draft.rejected[reason]++;
        draft.records++;
        this.#records++;
      },
      problem: (problem) => {
        draft.problems.push(problem);
      }
    };
  }
}
