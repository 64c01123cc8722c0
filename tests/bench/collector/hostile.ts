import { randomBytes } from 'node:crypto';
import type { RequestOptions } from 'node:http';
import { weekAfter, type Report } from '../../../src/lib/telemetry/index.ts';
import type { Child } from './child.ts';
import { each, makeReports } from './reports.ts';

const TOGETHER = 32;

interface Attack {
  body: Uint8Array | string;
  options?: RequestOptions;
}

export interface HostileOutcome {
  /** How often each status came; 0 for a connection that the attacker broke. */
  statuses: Record<number, number>;
  /** Memory before and after, MB. */
  before: number;
  after: number;
}

/**
 * Requests that no device would send: noise, torn and deep JSON, bodies that are too long, reports that cannot be, old
 * ones, ones that are known, wrong paths and methods, connections broken in the middle, from many addresses.
 */
export async function attack(child: Child, count: number, known: Report): Promise<HostileOutcome> {
  const statuses: Record<number, number> = {};
  const run = (from: number, to: number) =>
    each(
      Array.from({ length: to - from }, (_, i) => from + i),
      TOGETHER,
      async (i) => {
        const { body, options } = makeAttack(i, known);
        const status = await child.send(body, options).catch(() => 0);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    );
  // What every process takes once it is warm is not of interest.
  const warm = Math.floor(count / 5);
  await run(0, warm);
  const before = await child.memory();
  await run(warm, count);
  return { statuses, before, after: await child.memory() };
}

function makeAttack(i: number, known: Report): Attack {
  const [report = known] = makeReports(1);
  const text = JSON.stringify(report);
  const attacks: (() => Attack)[] = [
    () => ({ body: randomBytes(i % 2048) }),
    () => ({ body: text.slice(0, i % text.length) }),
    () => ({ body: '['.repeat(2000) }),
    () => ({ body: '{"a":'.repeat(400) }),
    () => ({ body: ' '.repeat(2049 + (i % 100_000)) }),
    () => ({ body: JSON.stringify({ ...report, value: [1, 1, 1] }) }),
    () => ({ body: JSON.stringify({ ...report, value: Array.from({ length: 300 }, (_, v) => v) }) }),
    () => ({ body: JSON.stringify({ ...report, epsilon: 1e308 }) }),
    () => ({ body: JSON.stringify({ ...report, metric: "'; drop schema earshot cascade; --" }) }),
    () => ({ body: JSON.stringify({ ...report, period: weekAfter(report.period, -3 - (i % 500)) }) }),
    () => ({ body: JSON.stringify({ ...report, ['x'.repeat(i % 1500)]: 1 }) }),
    () => ({ body: JSON.stringify(known) }),
    () => ({ body: text, options: { path: `/collect/${'../'.repeat(i % 50)}` } }),
    () => ({ body: text, options: { method: 'PUT' } }),
    () => ({
      body: text,
      options: { headers: { 'Content-Length': 100_000 }, signal: AbortSignal.timeout(5) }
    }),
    () => ({ body: 'x', options: { agent: false, localAddress: `127.${i & 127}.${(i >> 7) & 127}.9` } })
  ];
  return attacks[i % attacks.length]?.() ?? { body: '' };
}
