import { randomBytes } from 'node:crypto';
import { createApp } from '../../../src/collector/app.ts';
import type { Database } from '../../../src/collector/database.ts';
import { createLimiter } from '../../../src/collector/limiter.ts';
import { openStore } from '../../../src/collector/store.ts';
import { encodeReport, type Report } from '../../../src/lib/telemetry/index.ts';
import { median } from '../bench.ts';
import { each, makeReports } from './reports.ts';

const ROUNDS = 5;
/** Requests at a time, for both. */
const TOGETHER = 64;

export interface InsertRates {
  /** Reports a second through the whole collector but the network: request, checks, transaction, answer. */
  collector: number;
  /** Rows a second, each by one INSERT that commits by itself, into a table without any index. */
  bare: number;
  /** Processor time of this process for one report, ms. For the embedded Postgres its work is part of it. */
  cpu: number;
}

/** The collector against bare inserts in the same database, by the same driver, in turn; medians of five rounds each. */
export async function measureInserts(db: Database, perRound: number): Promise<InsertRates> {
  const store = await openStore(db);
  const allow = createLimiter({
    now: () => Date.now(),
    drawKey: () => randomBytes(32),
    burst: Number.MAX_SAFE_INTEGER,
    perSecond: 0,
    addresses: 1000
  });
  const app = createApp({ store, now: () => Date.now(), allow, css: '' });
  const send = async (report: Report) => {
    const body = encodeReport(report);
    const answer = await app.fetch(new Request('http://localhost/collect', { method: 'POST', body }), {});
    if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  };
  await db.query(
    'create table if not exists bare (key uuid, period text, metric text, epsilon float8, value text)'
  );
  const insert = ({ key, period, metric, epsilon, value }: Report) =>
    db.query('insert into bare values ($1, $2, $3, $4, $5)', [
      key,
      period,
      metric,
      epsilon,
      JSON.stringify(value)
    ]);
  const rates = { collector: [] as number[], bare: [] as number[], cpu: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const kind of ['bare', 'collector'] as const) {
      const reports = makeReports(perRound);
      const cpu = process.cpuUsage();
      const started = performance.now();
      await each(reports, TOGETHER, kind === 'bare' ? insert : send);
      const ms = performance.now() - started;
      // The first round warms up.
      if (round === 0) continue;
      rates[kind].push((1000 * perRound) / ms);
      const { user, system } = process.cpuUsage(cpu);
      if (kind === 'collector') rates.cpu.push((user + system) / 1000 / perRound);
    }
  }
  await db.query('drop table bare');
  return { collector: median(rates.collector), bare: median(rates.bare), cpu: median(rates.cpu) };
}
