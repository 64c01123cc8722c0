import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../../src/collector/app.ts';
import { openEmbedded, type Database } from '../../../src/collector/database.ts';
import { openStore, type Store } from '../../../src/collector/store.ts';
import { encodeReport, type Report } from '../../../src/lib/telemetry/index.ts';
import { makeReport, NOW } from './reports.ts';

let db: Database;
let store: Store;
let time = NOW;
let allowed = true;
beforeAll(async () => {
  db = await openEmbedded();
  store = await openStore(db);
});
beforeEach(async () => {
  await db.query('truncate earshot.sums, earshot.keys');
  time = NOW;
  allowed = true;
});
afterAll(() => db.close());

function makeApp(on: Store = store) {
  const app = createApp({ store: on, now: () => time, allow: () => allowed, css: 'body {}' });
  const ask = (path: string, init?: RequestInit) =>
    Promise.resolve(app.fetch(new Request(`http://localhost${path}`, init), {}));
  const post = (body: BodyInit, headers: HeadersInit = {}) =>
    ask('/collect', { method: 'POST', body, headers });
  return { ask, post, send: (report: Report) => post(encodeReport(report)) };
}

const rows = () =>
  db.query<object>('select period, metric, epsilon, option, count::int from earshot.sums order by option');
const keys = () => db.query<{ period: string }>('select period from earshot.keys order by period');

describe('POST /collect', () => {
  test('stores a report as sums, and says so', async () => {
    const { send } = makeApp();
    const answers = await Promise.all([
      send(makeReport({ epsilon: 0.5, value: [0, 3, 5] })),
      send(makeReport({ epsilon: 0.5, value: [3, 4, 7] })),
      send(makeReport({ metric: 'skipped', epsilon: 1, value: 2 }))
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const one = { period: '2026-W48', metric: 'minutes', epsilon: 0.5, count: 1 };
    const held = [
      ...[0, 4, 5, 7].map((option) => ({ ...one, option })),
      { ...one, option: 3, count: 2 },
      { ...one, metric: 'skipped', epsilon: 1, option: 2 }
    ];
    expect(await rows()).toHaveLength(held.length);
    expect(await rows()).toEqual(expect.arrayContaining(held));
  });

  test('counts a report once, however often and whenever it is delivered', async () => {
    const { send } = makeApp();
    const report = makeReport();
    const together = await Promise.all([send(report), send(report), send(report)]);
    expect(together.map(({ status }) => status).sort()).toEqual([200, 200, 202]);
    expect((await makeApp().send(report)).status).toBe(200);
    expect(await rows()).toMatchObject([{ option: 3, count: 1 }]);
  });

  test.each(['2026-W46', '2026-W47', '2026-W48'])('takes reports about %s', async (period) => {
    expect((await makeApp().send(makeReport({ period }))).status).toBe(202);
  });

  test.each(['2026-W45', '2026-W49', '2025-W48', '2027-W01'])('takes none about %s', async (period) => {
    const answer = await makeApp().send(makeReport({ period }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ reason: 'period: must be one of 2026-W46, 2026-W47, 2026-W48' });
    expect(await rows()).toEqual([]);
  });

  test('forgets the keys of a week of which nothing is taken any more', async () => {
    const { send } = makeApp();
    await send(makeReport({ period: '2026-W46' }));
    await send(makeReport());
    time += 7 * 24 * 60 * 60 * 1000;
    await send(makeReport({ period: '2026-W49' }));
    expect(await keys()).toEqual([{ period: '2026-W48' }, { period: '2026-W49' }]);
    expect(await rows()).toHaveLength(3);
  });

  const good = makeReport();
  test.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    [new Uint8Array([0xff, 0xfe, 0]), 'not JSON'],
    ['[]', 'metric'],
    ['null', 'Object'],
    ['"report"', 'Object'],
    ['['.repeat(1000), 'not JSON'],
    [JSON.stringify([good]), 'metric'],
    [JSON.stringify({ ...good, metric: 'mood' }), 'metric'],
    [JSON.stringify({ ...good, metric: "'; drop schema earshot cascade; --" }), 'metric'],
    [JSON.stringify({ ...good, epsilon: 3 }), 'epsilon'],
    [JSON.stringify({ ...good, period: '2026-W99' }), 'period'],
    [JSON.stringify({ ...good, value: [1, 2, 3] }), 'value'],
    [JSON.stringify({ ...good, value: [9] }), 'value'],
    [JSON.stringify({ ...good, value: [-0.5] }), 'value'],
    [JSON.stringify({ ...good, key: 'z'.repeat(32) }), 'key'],
    [JSON.stringify({ ...good, who: 'Ada' }), 'who'],
    [JSON.stringify(good).replace('{', '{"__proto__":{"metric":"x"},'), '__proto__'],
    [JSON.stringify({ ...good, value: { length: 1, 0: 3 } }), 'value']
  ])('refuses %j, and says why', async (body, reason) => {
    const answer = await makeApp().post(body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { reason: string }).reason).toContain(reason);
    expect(await rows()).toEqual([]);
    expect(await keys()).toEqual([]);
  });

  test('reads no more than 2 kB, whatever the headers say', async () => {
    const { post, ask } = makeApp();
    const long = ' '.repeat(2048) + JSON.stringify(makeReport());
    expect((await post(long)).status).toBe(413);
    expect((await post(long, { 'Content-Length': String(long.length) })).status).toBe(413);
    expect((await post(long, { 'Content-Length': 'much' })).status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024).fill(32));
      }
    });
    const init = { method: 'POST', body: endless, duplex: 'half' };
    expect((await ask('/collect', init as RequestInit)).status).toBe(413);
    expect(sent).toBeLessThan(20_000);
    expect(await rows()).toEqual([]);
  });

  test('asks those for patience who ask too often', async () => {
    allowed = false;
    const answer = await makeApp().send(makeReport());
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Retry-After')).toBe('60');
    expect(await rows()).toEqual([]);
  });

  test('answers only after the report is stored, and not as if it were when it cannot be', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let failing = true;
    const flaky: Store = {
      ...store,
      add: (...given) =>
        failing
          ? Promise.reject(Object.assign(new Error('disk full'), { params: given }))
          : store.add(...given)
    };
    const { send } = makeApp(flaky);
    const report = makeReport();
    const answer = await send(report);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('disk');
    failing = false;
    expect((await send(report)).status).toBe(202);
    expect(await rows()).toMatchObject([{ count: 1 }]);
    expect(logged.mock.calls).toEqual([['disk full']]);
    logged.mockRestore();
  });

  test.each([
    ['GET', '/collect'],
    ['DELETE', '/collect'],
    ['POST', '/estimates'],
    ['POST', '/collect/'],
    ['GET', '/../.earshot/postgres/PG_VERSION']
  ])('%s %s is nothing', async (method, path) => {
    expect((await makeApp().ask(path, { method })).status).toBe(404);
  });
});

describe('estimates', () => {
  async function sendMany(count: number) {
    const { send } = makeApp();
    await Promise.all(
      Array.from({ length: count }, (_, i) => send(makeReport({ value: [i % 4 === 0 ? 3 : 5] })))
    );
  }

  test('are for everybody to read, as JSON', async () => {
    await sendMany(120);
    const answer = await makeApp().ask('/estimates.json');
    expect(answer.headers.get('Content-Type')).toContain('application/json');
    const { estimates } = (await answer.json()) as { estimates: unknown[] };
    expect(estimates).toMatchObject([
      { metric: 'minutes', period: '2026-W48', reports: 120, budgets: [{ epsilon: 4, reports: 120 }] }
    ]);
  });

  test('are for everybody to read, as a page without scripts', async () => {
    await sendMany(120);
    const answer = await makeApp().ask('/estimates');
    const page = await answer.text();
    expect(page).toContain('Minutes listened');
    expect(page).toContain('120 reports: 120 at ε 4');
    expect(page).toContain('7 to 14 h');
    expect(page).not.toMatch(/<script|<style|style=| on\w+=/);
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect((await makeApp().ask('/estimates.css')).headers.get('Content-Type')).toContain('text/css');
  });

  test('are not told from too few reports', async () => {
    await sendMany(99);
    const page = await (await makeApp().ask('/estimates')).text();
    expect(page).toContain('Too few for figures, which begin at 100.');
    expect(page).not.toContain('<table');
    const { estimates } = (await (await makeApp().ask('/estimates.json')).json()) as { estimates: object[] };
    expect(estimates[0]).not.toHaveProperty('result');
  });

  test('say so when there are none', async () => {
    expect(await (await makeApp().ask('/estimates')).text()).toContain('No reports yet.');
  });
});
