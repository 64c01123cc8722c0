import type { Report } from '../lib/telemetry/index.ts';
import type { Database } from './database.ts';
import { fold, type Sum } from './fold.ts';

/**
 * Sums and nothing else of a report, and the keys of those of the last weeks, which tell a second delivery. Both are
 * spread by `shard`, so that one transaction touches one shard only (see README.md). Rows of `sums` change all the time:
 * the room left on their pages keeps the index out of it.
 */
const TABLES = `
  create schema if not exists earshot;
  create table if not exists earshot.sums (
    shard int not null,
    period text not null,
    metric text not null,
    epsilon float8 not null,
    option int not null,
    count bigint not null,
    primary key (shard, period, metric, epsilon, option)
  ) with (fillfactor = 50);
  create table if not exists earshot.keys (
    shard int not null,
    period text not null,
    key uuid not null,
    primary key (shard, period, key)
  )`;

const ADD_KEYS = `
  insert into earshot.keys (shard, period, key)
  select $1::int, new.period, new.key
  from jsonb_to_recordset($2::text::jsonb) as new (period text, key uuid)
  order by new.period, new.key
  on conflict do nothing
  returning period || ' ' || replace(key::text, '-', '') as name`;

const ADD_SUMS = `
  insert into earshot.sums as held (shard, period, metric, epsilon, option, count)
  select $1::int, new.period, new.metric, new.epsilon, new.option, new.count
  from jsonb_to_recordset($2::text::jsonb)
    as new (period text, metric text, epsilon float8, option int, count bigint)
  on conflict (shard, period, metric, epsilon, option) do update set count = held.count + excluded.count`;

const READ = `
  select period, metric, epsilon, option, sum(count)::text as count
  from earshot.sums
  where period >= $1
  group by period, metric, epsilon, option
  order by period, metric, epsilon, option`;

/** What the collector keeps. */
export interface Store {
  readonly shards: number;
  /**
   * Folds checked reports into the sums and forgets them, all or none of them.
   * @returns for each report whether it is new; one whose key is known adds nothing
   */
  add(shard: number, reports: readonly Report[]): Promise<boolean[]>;
  /** The sums of a period and all later ones. */
  sums(since: string): Promise<Sum[]>;
  /** Forgets the keys of all periods before this one, of which no report is accepted any more. */
  forgetKeys(before: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the collector's tables in a database, and makes them where they are missing. */
export async function openStore(db: Database): Promise<Store> {
  await db.transaction(async (query) => {
    // Two collectors that start at the same moment would both make them.
    await query('select pg_advisory_xact_lock(1701994862)');
    for (const table of TABLES.split(';')) await query(table);
  });
  return {
    shards: db.shards,
    add: (shard, reports) =>
      db.transaction(async (query) => {
        const keys = JSON.stringify(reports.map(({ period, key }) => ({ period, key })));
        const added = await query<{ name: string }>(ADD_KEYS, [shard, keys]);
        const names = new Set(added.map(({ name }) => name));
        // Of two deliveries in one batch, the first counts.
        const isNew = reports.map(({ period, key }) => names.delete(`${period} ${key}`));
        const sums = fold(reports.filter((_, i) => isNew[i]));
        if (sums.length > 0) await query(ADD_SUMS, [shard, JSON.stringify(sums)]);
        return isNew;
      }),
    async sums(since) {
      const rows = await db.query<Omit<Sum, 'count'> & { count: string }>(READ, [since]);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    async forgetKeys(before) {
      await db.query('delete from earshot.keys where period < $1', [before]);
    },
    close: () => db.close()
  };
}
