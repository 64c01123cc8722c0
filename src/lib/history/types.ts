import type { Source } from './sources.ts';

/** One listening event; what happened is in `completed`. */
export interface Play {
  /** Stable: the same event has the same id after every import, in any order. */
  id: string;
  artist: string;
  title: string;
  album?: string;
  /** Start, ms since epoch, UTC. */
  startedAt: number;
  /** Milliseconds heard; absent where the source does not say. */
  msPlayed?: number;
  completed: 'played' | 'skipped';
  /** Where it came from: an importer's format or `sample`. */
  source: string;
  uri?: string;
}

/** One piece that was played here, to its end or not. */
export interface OwnPlay {
  artist: string;
  title: string;
  album: string | undefined;
  /** Names the recording, see `importers/uri.ts`; a file of the listener's has none. */
  uri: string | undefined;
  /** ms since epoch, UTC. */
  startedAt: number;
  /** Of sound that was heard. */
  msPlayed: number;
}

/** Tested in this order; a record is counted under the first that holds. */
export const REJECT_REASONS = ['malformed', 'not_music', 'no_title', 'private', 'duplicate'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Something the person should know about a file, in plain words. */
export interface Problem {
  code: string;
  message: string;
}

/** What became of one file; `records` is always plays + skips + the sum of `rejected`. */
export interface FileReport {
  /** `outer.zip/folder/inner.json` */
  path: string;
  /** The importer that read it, or `unknown`. */
  format: string;
  records: number;
  plays: number;
  skips: number;
  rejected: Record<RejectReason, number>;
  problems: Problem[];
}

export interface ImportReport {
  files: FileReport[];
}

export interface ImportProgress {
  /** The top-level file that is being read. */
  path: string;
  /** Of that file, compressed where it is a zip. */
  bytesRead: number;
  bytesTotal: number;
  /** From 0. */
  fileIndex: number;
  fileCount: number;
  /** Records seen so far, over all files. */
  records: number;
  phase: 'reading' | 'saving';
}

/** One import that was saved. */
export interface ImportRecord {
  id: number;
  /** ms since epoch. */
  importedAt: number;
  files: FileReport[];
  /** Taken back, ms since epoch: its plays are gone from view, and from the disk when `forgetRemoved` is called. */
  removedAt?: number;
}

/** One piece of music. Re-releases under other addresses are the same song. */
export interface Song {
  /** See `songKey`. */
  key: string;
  /** As written in the variant that was played last, like `album` and `uri`. */
  artist: string;
  title: string;
  album?: string;
  uri?: string;
}

export interface Artist {
  /** Folded name. */
  key: string;
  /** As written in the variant that was played last. */
  name: string;
}

export interface Album {
  /** Made of folded artist and title. */
  key: string;
  artist: string;
  title: string;
}

/** A history, or a part of one, as parallel columns: one entry an event, in time order. */
export interface Listening {
  /** In the order of their first event. */
  songs: readonly Song[];
  artists: readonly Artist[];
  albums: readonly Album[];
  /** By song: index into `artists`. */
  artistOf: Uint32Array;
  /** Index into `songs`. */
  song: Uint32Array;
  /** Index into `albums`, or -1: one song may be heard on several. */
  album: Int32Array;
  /** ms since epoch, UTC. */
  startedAt: Float64Array;
  /** -1 where unknown. */
  msPlayed: Int32Array;
  /** 1 = skipped, 0 = played. */
  skipped: Uint8Array;
  /** Index into `SOURCES`. */
  source: Uint8Array;
}

/** Something kept out of taste: it stays in the history, but nothing is learnt from it. */
export type Exclusion =
  | { kind: 'source'; source: Source }
  /** @see Artist.key */
  | { kind: 'artist'; artist: string }
  /** From hour to before hour by the local clock, 0 ... 24; over midnight where `from` > `to`. */
  | { kind: 'hours'; from: number; to: number }
  /** From time to before time, ms since epoch. */
  | { kind: 'range'; from: number; to: number }
  /** @see Play.id */
  | { kind: 'play'; play: string };

/** What a listener can say about a recommendation: of a song, except for the last, which is of an artist. */
export const FEEDBACK_KINDS = ['like', 'not-for-me', 'not-now', 'less-of-artist'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** One verdict. There is at most one of a kind on a subject. */
export interface Feedback {
  kind: FeedbackKind;
  /** Key of the song, or of the artist. */
  subject: string;
  /** ms since epoch. */
  givenAt: number;
}

export interface ExclusionRecord {
  id: number;
  /** ms since epoch. */
  addedAt: number;
  exclusion: Exclusion;
}

/** A stretch of listening that shall leave no trace in taste; open until it is ended. */
export interface PrivateSession {
  /** ms since epoch. */
  from: number;
  to?: number;
}

/** How far one source reaches. */
export interface SourceReach {
  source: Source;
  /** Events that came from it, also those that another source says more about. */
  events: number;
  /** Events that it stands for. */
  shown: number;
  /** Start of the first and the last one, ms since epoch. */
  first: number;
  last: number;
}

/** The visible history at one moment, for lists and charts. */
export interface HistoryView {
  revision: number;
  listening: Listening;
  /** By event: 1 = kept out of taste. */
  excluded: Uint8Array;
  /** In the order of their last event, newest first. */
  sources: readonly SourceReach[];
  /** One event as an object. @param row index into the columns of `listening`. */
  play: (row: number) => Play;
}

export interface HistorySummary {
  /** 0 while there are no events; otherwise different after every change of the events. */
  revision: number;
  plays: number;
  skips: number;
  songs: number;
  artists: number;
  /** Start of the first and the last play (skips aside), ms since epoch. */
  firstPlay?: number;
  lastPlay?: number;
  /** True while the invented sample listener is shown. */
  sample: boolean;
}
