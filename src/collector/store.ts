import type { Report } from '../lib/telemetry/index.ts';
import type { Database } from './database.ts';

/** How often an option (of a choice) or an output (of a mean) was reported. */
export interface Sum {
  readonly metric: string;
  readonly period: string;
  readonly epsilon: number;
  readonly option: number;
  readonly count: number;
}

/**
 * Sums and nothing else of a report, and the keys of those of the last weeks, which tell a second delivery. Both are
 * spread by `shard`, so that one transaction touches one shard only (see README.md). Rows of `sums` change all the time:
 * the room left on their pages keeps the index out of it.
 *
 * `add` is one transaction and one way to the database and back: it keeps the new keys, folds the reports they belong to
 * into the sums, and returns them. Both are written in order, so that collectors that change the same rows wait for
 * each other instead of blocking each other.
 */
const TABLES = [
  'create schema if not exists earshot',
  `create table if not exists earshot.sums (
    shard int not null,
    period text not null,
    metric text not null,
    epsilon float8 not null,
    option int not null,
    count bigint not null,
    primary key (shard, period, metric, epsilon, option)
  ) with (fillfactor = 50)`,
  `create table if not exists earshot.keys (
    shard int not null,
    period text not null,
    key uuid not null,
    primary key (shard, period, key)
  )`,
  `create or replace function earshot.add(this_shard int, reports jsonb) returns text[]
  language plpgsql as $$
  declare
    fresh text;
    names text[] := '{}';
  begin
    for fresh in
      insert into earshot.keys (shard, period, key)
      select this_shard, report.period, report.key
      from jsonb_to_recordset(reports) as report (period text, key uuid)
      order by report.period, report.key
      on conflict do nothing
      returning period || ' ' || key
    loop
      names := names || fresh;
    end loop;
    insert into earshot.sums as held (shard, period, metric, epsilon, option, count)
    select this_shard, report.period, report.metric, report.epsilon, told.option, count(*)
    from (
      select distinct on (given.period, given.key) given.*
      from jsonb_to_recordset(reports)
        as given (metric text, period text, epsilon float8, options int[], key uuid)
    ) as report
    join unnest(names) as name on name = report.period || ' ' || report.key
    cross join unnest(report.options) as told (option)
    group by report.period, report.metric, report.epsilon, told.option
    order by report.period, report.metric, report.epsilon, told.option
    on conflict (shard, period, metric, epsilon, option) do update set count = held.count + excluded.count;
    return names;
  end
  $$`
];

const ADD = 'select earshot.add($1::int, $2::text::jsonb) as names';

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
    for (const statement of TABLES) await query(statement);
  });
  return {
    shards: db.shards,
    async add(shard, reports) {
      const given = reports.map(({ value, ...report }) => ({
        ...report,
        options: typeof value === 'number' ? [value] : value
      }));
      const [added] = await db.query<{ names: string[] }>(ADD, [shard, JSON.stringify(given)]);
      // Postgres writes a key with hyphens, as a UUID.
      const bare = (name: string) => name.replaceAll('-', '');
      const names = new Set(added?.names.map(bare));
      // Of two deliveries in one batch, the first counts.
      return reports.map(({ period, key }) => names.delete(bare(`${period} ${key}`)));
    },
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
