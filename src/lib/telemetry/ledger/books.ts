import type { Report } from '../report.ts';
import type { Caps } from './caps.ts';

/** A question that the person has switched on; there is no record of one that is off. */
export interface Consent {
  readonly metric: string;
  /** Budget of each report, one of `EPSILONS`. */
  readonly epsilon: number;
  /** ms since epoch. */
  readonly since: number;
}

/** One line of the ledger: what was spent. Never changed and never taken out. */
export interface Entry {
  readonly metric: string;
  /** ISO week. */
  readonly period: string;
  readonly epsilon: number;
  /** ms since epoch. */
  readonly at: number;
  /** What made the noise. */
  readonly mechanism: string;
}

/** The one answer that was drawn about a period, and will be for ever. The true one is not kept. */
export interface Answer {
  readonly metric: string;
  readonly period: string;
  readonly epsilon: number;
  readonly value: Report['value'];
}

/** A report on its way. */
export interface Queued {
  /** The report's own, see `Report`. */
  readonly key: string;
  readonly metric: string;
  readonly period: string;
  /** What will be sent, each time the same. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Not before, ms since epoch. */
  readonly dueAt: number;
  /** How often it was sent already. */
  readonly attempts: number;
}

/** Why nothing was told about a period: the cap that the report would have gone over. */
export interface Withheld {
  readonly metric: string;
  readonly period: string;
  readonly cap: keyof Caps;
  /** ms since epoch. */
  readonly at: number;
}

/** One time that bytes left, or may have. */
export interface Delivery {
  /** The report's. */
  readonly key: string;
  /** From 1. */
  readonly attempt: number;
  readonly metric: string;
  readonly period: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** ms since epoch. */
  readonly at: number;
  /** HTTP status, or why there is none. Absent while nothing is known, e.g. after the tab was closed. */
  readonly answer?: number | 'timeout' | 'unreachable';
}

/** All that decisions are made from, at one moment. */
export interface Books {
  readonly consents: readonly Consent[];
  readonly ledger: readonly Entry[];
  readonly answers: readonly Answer[];
  readonly outbox: readonly Queued[];
  readonly withheld: readonly Withheld[];
  readonly caps: Caps;
}

type About = readonly [metric: string, period: string];

/** One change of what is stored. The ledger knows one alone: a new line, which fails where there is one already. */
export type Write =
  | { store: 'ledger'; add: Entry }
  | { store: 'answers'; add: Answer }
  | { store: 'answers' | 'withheld'; delete: About }
  | { store: 'consents'; put: Consent }
  | { store: 'outbox'; put: Queued }
  | { store: 'withheld'; put: Withheld }
  | { store: 'settings'; put: Caps & { name: 'caps' } }
  | { store: 'deliveries'; put: Delivery }
  | { store: 'consents' | 'outbox'; delete: string };

/** What a decision comes to. */
export interface Change<T> {
  readonly writes: readonly Write[];
  readonly result: T;
}

/** Where the books are kept. */
export interface Vault {
  read(): Promise<Books>;
  /**
   * Reads the books, decides, and writes everything or nothing, while nobody else does; it is on disk when this
   * resolves.
   * @throws StorageError
   */
  change<T>(decide: (books: Books) => Change<T>): Promise<T>;
}
