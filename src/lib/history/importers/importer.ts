import type { Member } from '../reading/member.ts';
import type { Source } from '../store/events.ts';
import type { Problem, RejectReason } from '../types.ts';

/** One event as an importer understands it; names as they are written in the file. */
export interface Row {
  artist: string;
  title: string;
  album: string | undefined;
  uri: string | undefined;
  /** ms since epoch, UTC. */
  startedAt: number;
  /** -1 where the format does not say. */
  msPlayed: number;
  skipped: boolean;
}

/** Takes what an importer makes of each record of a file: exactly one call a record. */
export interface Rows {
  add(row: Row): void;
  /** Never called with `duplicate`: that shows only when everything has been read. */
  reject(reason: Exclude<RejectReason, 'duplicate'>): void;
  /** Something to tell about the file as a whole. */
  problem(problem: Problem): void;
}

/** Reads one format. To add a format, write one of these and list it in `importers/index.ts`. */
export interface Importer {
  /** Names the format in reports and is stored as the source of its plays. */
  readonly format: Source;
  /** Whether the file is of this format, judged by its content first and its name as a hint. */
  recognises(member: Member): boolean;
  /**
   * Reads the file to its end.
   * @throws whatever the reading of the member throws; rows already added are kept.
   */
  read(member: Member, rows: Rows): Promise<void>;
}
