import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedded, openPostgres } from '../../src/collector/database.ts';
import { findPostgres, startPostgres } from '../tools/postgres.ts';
import { quantile, readCount, type Bench, type Outcome } from './bench.ts';
import { attack } from './collector/hostile.ts';
import { measureInserts } from './collector/inserts.ts';
import { compareSums, deliver } from './collector/killed.ts';
import { makeReports } from './collector/reports.ts';
import { reckonScale, type Cost } from './collector/scale.ts';

const SHARDS = 2;
const PER_ROUND = 3000;
const REPORTS = 100_000;
const ATTACKS = 20_000;
/** Shares of the reports after which the collector is killed. */
const KILLS = [1 / 3, 2 / 3];
/** Memory that a warm collector may gain over all attacks, MB. */
const FLAT = 30;

/**
 * Holds the collector against bare inserts, kills it in the middle of its work, and attacks it; `--scale` reckons what
 * 600 million people need.
 */
export const collectorBench: Bench = {
  usage: `[--scale] [--reports N]   (default: ${REPORTS} reports while it is killed)`,

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: {
        scale: { type: 'boolean', default: false },
        reports: { type: 'string', default: String(REPORTS) }
      }
    });
    const count = readCount('reports', values.reports);
    const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
    try {
      const postgres = await measurePostgres(tell);
      if (values.scale) {
        if (!postgres) throw new Error('needs a Postgres (Debian: "apt install postgresql")');
        return { results: reckonScale(postgres.cost), details: { cost: postgres.cost } };
      }
      const embedded = await measureEmbedded(join(folder, 'inserts'), tell);
      const killed = await killAndAttack(join(folder, 'killed'), count, tell);
      return { ...killed, results: { ...embedded, ...postgres?.results, ...killed.results } };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
};

async function measureEmbedded(folder: string, tell: (line: string) => void): Promise<Outcome['results']> {
  const db = await openEmbedded(folder);
  const { collector, bare } = await measureInserts(db, PER_ROUND);
  await db.close();
  tell(`embedded: ${collector.toFixed(0)} reports a second, ${bare.toFixed(0)} bare inserts`);
  return { 'ratio.insert.pglite': collector / bare, 'rate.pglite': collector, 'rate.bare.pglite': bare };
}

/** @returns undefined where there is no Postgres */
async function measurePostgres(
  tell: (line: string) => void
): Promise<{ results: Outcome['results']; cost: Cost } | undefined> {
  const programs = findPostgres();
  if (!programs) {
    tell('no Postgres here: measured with the embedded one alone');
    return undefined;
  }
  const server = await startPostgres(programs);
  const db = openPostgres(server.url, SHARDS);
  const { collector, bare, cpu } = await measureInserts(db, PER_ROUND);
  const [keys] = await db.query<{ size: number }>(
    `select pg_total_relation_size('earshot.keys')::float8 / count(*) as size from earshot.keys`
  );
  await db.close();
  await server.stop();
  tell(`Postgres: ${collector.toFixed(0)} reports a second, ${bare.toFixed(0)} bare inserts`);
  return {
    results: {
      'ratio.insert.postgres': collector / bare,
      'rate.postgres': collector,
      'rate.bare.postgres': bare
    },
    cost: { perShard: collector / SHARDS, cpu, keyBytes: keys?.size ?? NaN }
  };
}

async function killAndAttack(folder: string, count: number, tell: (line: string) => void): Promise<Outcome> {
  const reports = makeReports(count);
  const [known] = reports;
  if (!known) throw new Error('no reports');
  const { times, seconds, repeated, child } = await deliver(folder, reports, KILLS, tell);
  tell(`${count} reports acknowledged, ${repeated} of them sent again after a kill`);
  const { statuses, before, after } = await attack(child, ATTACKS, known);
  tell(`${ATTACKS} attacks: ${JSON.stringify(statuses)}`);
  // Once more in the end: what was acknowledged last must be there too.
  await child.kill();
  const { lost, doubled } = await compareSums(folder, reports);
  const taken = statuses[202] ?? 0;
  const failed = Object.entries(statuses).reduce(
    (sum, [status, n]) => sum + (Number(status) >= 500 ? n : 0),
    0
  );
  const wrong = [
    lost > 0 && 'Acknowledged reports were lost.',
    doubled > 0 && 'Reports were counted twice.',
    taken > 0 && 'Attacks were stored.',
    failed > 0 && 'Attacks made the collector fail.',
    after - before > FLAT && 'Attacks made the memory grow.'
  ].filter((line) => line !== false);
  return {
    results: {
      'p99.ms': quantile(times, 0.99),
      'p50.ms': quantile(times, 0.5),
      'rate.http': count / seconds,
      lost,
      doubled,
      'hostile.stored': taken,
      'hostile.failed': failed,
      'hostile.mb': after - before
    },
    details: { statuses, repeated, memory: { before, after } },
    ...(wrong.length > 0 && { failure: wrong.join('\n') })
  };
}
