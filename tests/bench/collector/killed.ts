import { openEmbedded } from '../../../src/collector/database.ts';
import { openStore, type Sum } from '../../../src/collector/store.ts';
import { encodeReport, type Report } from '../../../src/lib/telemetry/index.ts';
import { sumsOf } from '../../tools/sums.ts';
import { startChild, type Child } from './child.ts';
import { each } from './reports.ts';

const TOGETHER = 32;

export interface Delivery {
  /** Time of each acknowledged request, ms. */
  times: number[];
  seconds: number;
  /** Reports that were in the middle when the collector was killed, and so were sent twice. */
  repeated: number;
  child: Child;
}

/**
 * Delivers all reports over HTTP to a collector that is killed with -9 whenever a share of `kills` is acknowledged, and
 * started again on the same data. Reports without an answer are sent again, as a device does.
 */
export async function deliver(
  folder: string,
  reports: readonly Report[],
  kills: readonly number[],
  tell: (line: string) => void
): Promise<Delivery> {
  let child = await startChild(folder);
  const times: number[] = [];
  let restarting: Promise<unknown> | undefined;
  let repeated = 0;
  const limits = kills.map((share) => Math.floor(share * reports.length));
  const restart = async () => {
    const before = times.length;
    await child.kill();
    child = await startChild(folder);
    tell(`killed and started again after ${before.toLocaleString('en-GB')} reports`);
  };
  const started = performance.now();
  await each(reports, TOGETHER, async (report) => {
    const body = encodeReport(report);
    for (;;) {
      await restarting;
      const sent = performance.now();
      try {
        const status = await child.send(body);
        if (status !== 202 && status !== 200) throw new RangeError(`answered ${status}`);
        times.push(performance.now() - sent);
        break;
      } catch (error) {
        // Killed in the middle: nobody knows whether it was stored.
        if (error instanceof RangeError) throw error;
        repeated++;
      }
    }
    if (times.length >= (limits[0] ?? Infinity)) {
      limits.shift();
      restarting = restart();
    }
  });
  return { times, seconds: (performance.now() - started) / 1000, repeated, child };
}

export interface Comparison {
  /** Options of acknowledged reports that are missing in the sums. */
  lost: number;
  /** Options in the sums that nobody has reported, or that count twice. */
  doubled: number;
}

/** Compares what is stored, row by row, with the sums of all reports. */
export async function compareSums(folder: string, reports: readonly Report[]): Promise<Comparison> {
  const db = await openEmbedded(folder);
  const held = await (await openStore(db)).sums('');
  await db.close();
  const name = ({ metric, period, epsilon, option }: Sum) => [metric, period, epsilon, option].join(' ');
  const left = new Map(held.map((sum) => [name(sum), sum.count]));
  for (const sum of sumsOf(reports)) left.set(name(sum), (left.get(name(sum)) ?? 0) - sum.count);
  const differences = [...left.values()];
  return {
    lost: differences.reduce((sum, by) => sum + Math.max(0, -by), 0),
    doubled: differences.reduce((sum, by) => sum + Math.max(0, by), 0)
  };
}
