import { PGlite } from '@electric-sql/pglite';
import { mkdir } from 'node:fs/promises';
import postgres from 'postgres';
import { lockFolder } from './lock.ts';

/** Most connections of one collector. */
const CONNECTIONS = 16;

/** Runs one statement with its parameters `$1`, `$2`, ... and returns its rows. */
export type Query = <Row>(sql: string, parameters?: readonly (string | number)[]) => Promise<Row[]>;

/** A Postgres, wherever it runs. */
export interface Database {
  /** Shards that rows are spread over: transactions about different ones do not wait for each other. */
  readonly shards: number;
  readonly query: Query;
  /** All of `work` or, when it throws, nothing of it. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Postgres within this process, for one collector alone. What was committed survives the death of the process, but not
 * that of the machine: its files are written, not flushed.
 * @param folder where it keeps its data; nothing is kept without one
 * @throws Error when another process has the folder open
 */
export async function openEmbedded(folder?: string): Promise<Database> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const unlock = folder === undefined ? undefined : lockFolder(folder);
  const db = await PGlite.create(folder === undefined ? 'memory://' : `${folder}/postgres`);
  const queryBy =
    (on: Pick<PGlite, 'query'>): Query =>
    async <Row>(sql: string, parameters: readonly (string | number)[] = []) =>
      (await on.query<Row>(sql, [...parameters])).rows;
  return {
    // There is one connection, so spreading would only make smaller transactions.
    shards: 1,
    query: queryBy(db),
    transaction: (work) => db.transaction((on) => work(queryBy(on))),
    async close() {
      await db.close();
      unlock?.();
    }
  };
}

/**
 * Any Postgres, which several collectors may share.
 * @param url as in `postgres://user@host:5432/name`
 * @param shards the same for all collectors: it decides in which shard the second delivery of a report is looked for
 */
export function openPostgres(url: string, shards: number): Database {
  const sql = postgres(url, { max: Math.min(shards, CONNECTIONS), onnotice: () => undefined });
  const queryBy =
    (on: Pick<typeof sql, 'unsafe'>): Query =>
    async <Row>(text: string, parameters: readonly (string | number)[] = []) =>
      // Statements are constants of `store.ts`; whatever comes from outside is a parameter.
      [...(await on.unsafe(text, [...parameters], { prepare: true }))] as Row[];
  return {
    shards,
    query: queryBy(sql),
    transaction: async <Result>(work: (query: Query) => Promise<Result>) => {
      const done: { result?: Result } = {};
      await sql.begin(async (on) => {
        done.result = await work(queryBy(on));
      });
      return done.result as Result;
    },
    close: () => sql.end({ timeout: 5 })
  };
}
