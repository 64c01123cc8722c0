import type { Member } from '../reading/member.ts';
import type { Source } from '../sources.ts';
import type { Problem, RejectReason } from '../types.ts';

/** One event as an importer understands it; names as they are written in the file. */
export interface Row {
  artist: string;
  title: string;
  album: string | undefined;
  /** An address that names the recording at its service, e.g. `spotify:track:...`; see `uri.ts`. */
  uri: string | undefined;
  /** ms since epoch, UTC. */
  startedAt: number;
  /** -1 where the format does not say. */
  msPlayed: number;
  skipped: boolean;
  /** Where it first came from, if the file says so; otherwise the importer's own source. */
  source?: Source;
}

/** Takes what an importer makes of each record of a file: exactly one call of `add` or `reject` a record. */
export interface Rows {
  add(row: Row): void;
  /** Never called with `duplicate`: that shows only when everything has been read. */
  reject(reason: Exclude<RejectReason, 'duplicate'>): void;
  /** Something to tell about the file as a whole. */
  problem(problem: Problem): void;
}

/** What an importer may know of the world. */
export interface Surroundings {
  /** IANA name; for times that a file gives by the wall clock, without a zone. */
  readonly timeZone: string;
}

/**
 * Reads one format. To add a format, write one of these and list it in `importers/index.ts`. Importers are made anew
 * for each import, so that one whose records lie in several files may collect them until `finish`.
 */
export interface Importer {
  /** Names the format in reports. */
  readonly format: string;
  /** Stored as the source of its plays. */
  readonly source: Source;
  /** Whether the file is of this format, judged by its content first and its name as a hint. */
  recognises(member: Member): boolean;
  /**
   * Reads the file to its end.
   * @param rows stays usable until `finish` has returned.
   * @throws whatever the reading of the member throws; rows already added are kept.
   */
  read(member: Member, rows: Rows, surroundings: Surroundings): Promise<void>;
  /** Called once, when all files of the import have been read. */
  finish?(): void;
}
