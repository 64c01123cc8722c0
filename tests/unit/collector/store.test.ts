import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded, openPostgres, type Database } from '../../../src/collector/database.ts';
import { openStore } from '../../../src/collector/store.ts';
import { findPostgres, startPostgres, type Server } from '../../tools/postgres.ts';
import { sumsOf } from '../../tools/sums.ts';
import { makeReport } from './reports.ts';

const programs = findPostgres();
if (!programs) console.warn('No Postgres here: the collector is tested with the embedded one alone.');

const makeReports = (count: number) =>
  Array.from({ length: count }, (_, i) => makeReport({ epsilon: 0.5, value: [i % 3, 3, 4] }));

const reports = fc.array(
  fc
    .record({
      metric: fc.constantFrom('hour', 'skipped'),
      period: fc.constantFrom('2026-W47', '2026-W48'),
      epsilon: fc.constantFrom(0.1, 0.25, 1),
      value: fc.oneof(fc.uniqueArray(fc.nat(24), { minLength: 1, maxLength: 9 }), fc.nat(120))
    })
    .map(makeReport),
  { maxLength: 60 }
);

describe.each([
  { name: 'the embedded Postgres', embedded: true },
  { name: 'a Postgres of its own', embedded: false }
])('$name', ({ embedded }) => {
  const able = embedded || programs !== undefined;
  let server: Server | undefined;
  let db: Database;
  const connect = async () => (server ? openPostgres(server.url, 4) : openEmbedded());
  beforeAll(async () => {
    if (!embedded && programs) server = await startPostgres(programs);
    if (able) db = await connect();
  }, 120_000);
  afterAll(async () => {
    if (able) await db.close();
    await server?.stop();
  });

  test.runIf(able)('adds up what comes, whatever it is and however it is cut into batches', async () => {
    const store = await openStore(db);
    await fc.assert(
      fc.asyncProperty(reports, fc.integer({ min: 1, max: 9 }), async (list, batch) => {
        await db.query('truncate earshot.sums, earshot.keys');
        const parts = Array.from({ length: Math.ceil(list.length / batch) }, (_, i) =>
          list.slice(i * batch, (i + 1) * batch)
        );
        const added = await Promise.all(parts.map((part, i) => store.add(i % store.shards, part)));
        expect(added.flat()).toEqual(new Array(list.length).fill(true));
        expect(await store.sums('')).toEqual(sumsOf(list));
      }),
      { seed: 1, numRuns: 30 }
    );
  });

  test.runIf(able)('tells what it had already, in one batch or later', async () => {
    const store = await openStore(db);
    const [first, second] = makeReports(2);
    if (!first || !second) throw new Error('no reports');
    const before = await store.sums('');
    expect(await store.add(0, [first, first])).toEqual([true, false]);
    expect(await store.add(0, [second, first])).toEqual([true, false]);
    const count = (sums: typeof before) => sums.reduce((total, { count: n }) => total + n, 0);
    expect(count(await store.sums(''))).toBe(count(before) + 6);
  });

  test.runIf(able)('stores all of a batch or nothing', async () => {
    const store = await openStore(db);
    const before = await store.sums('');
    const [good] = makeReports(1);
    const bad = makeReport({ value: [2 ** 40] });
    if (!good) throw new Error('no report');
    await expect(store.add(0, [good, bad])).rejects.toThrow();
    expect(await store.sums('')).toEqual(before);
    expect(await store.add(0, [good])).toEqual([true]);
  });

  test.runIf(able)('opens what is there, and forgets keys by their week', async () => {
    const store = await openStore(db);
    const old = makeReport({ period: '2026-W46' });
    await store.add(0, [old]);
    const held = await store.sums('');
    await store.forgetKeys('2026-W47');
    expect(await (await openStore(db)).sums('')).toEqual(held);
    expect(await store.add(0, [old])).toEqual([true]);
    expect(await store.sums('2026-W49')).toEqual([]);
  });

  if (!embedded)
    test.runIf(able)('takes reports from several collectors at once, about the same rows', async () => {
      const others = await Promise.all([connect(), connect(), connect()]);
      const stores = await Promise.all(others.map(openStore));
      const shared = makeReports(40);
      const added = await Promise.all(
        Array.from({ length: 10 }, (_, round) =>
          stores.map((store) => store.add(1, [...shared.slice(round), ...makeReports(10)]))
        ).flat()
      );
      // Each of the shared ones is new to one collector, each of their own always.
      expect(added.flat().filter((isNew) => isNew)).toHaveLength(40 + 3 * 10 * 10);
      await Promise.all(others.map((other) => other.close()));
    });
});

describe('the embedded Postgres in a folder', () => {
  test('keeps what was stored, and lets nobody else in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'earshot-store-'));
    const db = await openEmbedded(folder);
    const store = await openStore(db);
    await store.add(0, makeReports(3));
    const held = await store.sums('');
    await store.close();

    // The process that started this one lives.
    await writeFile(join(folder, 'process-id'), String(process.ppid));
    await expect(openEmbedded(folder)).rejects.toThrow(`in use by process ${process.ppid}`);
    // There can be no such process.
    await writeFile(join(folder, 'process-id'), String(2 ** 30));
    const again = await openEmbedded(folder);
    expect(await (await openStore(again)).sums('')).toEqual(held);
    await again.close();
    await rm(folder, { recursive: true });
  });
});
