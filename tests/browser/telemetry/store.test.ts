import { deleteDB } from 'idb';
import { expect, onTestFinished, test } from 'vitest';
import { withLock } from '$lib/storage/index.ts';
import { snapshotOf } from '../../../src/lib/storage/backup/database.ts';
import { checkBackup, restoreBackup, writeBackup } from '../../../src/lib/storage/backup/index.ts';
import {
  answerDue,
  onTelemetryChanged,
  secureDrawing,
  setCaps,
  switchOn,
  telemetryBackup,
  TelemetryStore,
  withdraw,
  type World
} from '$lib/telemetry/index.ts';
import { runSchedule } from '../../unit/telemetry/schedules.ts';

const NOW = Date.UTC(2026, 10, 24, 10);

function fresh() {
  const name = `telemetry-test-${crypto.randomUUID()}`;
  const stores: TelemetryStore[] = [];
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await deleteDB(name);
  });
  const open = () => {
    const store = new TelemetryStore(name);
    stores.push(store);
    return store;
  };
  const backUp = () => writeBackup({ databases: [name], settings: {}, app: '0.0.0', createdAt: NOW });
  const restore = async (file: Blob) => {
    await restoreBackup(await checkBackup(file, [{ ...telemetryBackup, name, lock: name }]));
  };
  return { name, open, backUp, restore };
}

function worldOf(vault: TelemetryStore): World {
  return {
    vault,
    drawing: secureDrawing(),
    now: () => NOW,
    online: () => true,
    truthsOf: (metrics) => Promise.resolve(new Map(metrics.map((metric) => [metric, 0]))),
    post: () => Promise.resolve({ answer: 202 })
  };
}

test('twenty schedules of everything that can happen, on the real database', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { open, backUp, restore } = fresh();
    await runSchedule(seed, { open, deliveries: () => open().deliveries(), backUp, restore });
  }
});

test('two tabs that answer at the same moment draw once', async () => {
  const { open } = fresh();
  const [one, other] = [open(), open()];
  await one.change((books) => switchOn(books, { metric: 'hour', epsilon: 1, now: NOW }));
  await Promise.all([one, other, one, other].map((tab) => answerDue(worldOf(tab))));
  const books = await other.read();
  expect([books.ledger.length, books.answers.length, books.outbox.length]).toEqual([1, 1, 1]);
});

test('a change that fails half-way leaves everything as it was', async () => {
  const { name, open } = fresh();
  const store = open();
  await store.change((books) => switchOn(books, { metric: 'hour', epsilon: 1, now: NOW }));
  await answerDue(worldOf(store));
  const before = await snapshotOf(name);
  const { ledger } = await store.read();
  const again = store.change(() => ({
    writes: [
      { store: 'settings', put: { name: 'caps', week: 1, year: 1 } },
      // There is such a line: the ledger takes no other in its place.
      ...ledger.map((line) => ({ store: 'ledger' as const, add: { ...line, epsilon: 8 } }))
    ],
    result: undefined
  }));
  await expect(again).rejects.toThrow();
  const broken = store.change(() => {
    throw new Error('no decision');
  });
  await expect(broken).rejects.toThrow('no decision');
  expect(await snapshotOf(name)).toEqual(before);
});

test('waits for whoever holds the lock, e.g. a restore', async () => {
  const { name, open } = fresh();
  const store = open();
  let held = true;
  const holding = withLock(name, async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    held = false;
  });
  await store.change(() => {
    expect(held).toBe(false);
    return setCaps({ week: 2, year: 50 });
  });
  await holding;
  expect((await store.read()).caps).toEqual({ week: 2, year: 50 });
});

test('tells every tab of a change', async () => {
  const store = fresh().open();
  const told = new Promise<void>((resolve) => {
    onTestFinished(onTelemetryChanged(resolve));
  });
  await store.change(() => setCaps({ week: 2, year: 50 }));
  await told;
});

test('an old backup takes nothing out of the ledger and switches nothing on', async () => {
  const { open, backUp, restore } = fresh();
  const store = open();
  const on = (metric: 'hour' | 'skipped') =>
    store.change((books) => switchOn(books, { metric, epsilon: 1, now: NOW }));
  await on('hour');
  await answerDue(worldOf(store));
  const old = await backUp();
  await store.change((books) => withdraw(books, 'hour'));
  await on('skipped');
  await answerDue(worldOf(store));
  const before = await store.read();
  await restore(old);
  expect(await store.read()).toEqual(before);
  expect(before.ledger).toHaveLength(2);
});

test('on a device that knows nothing, a backup brings the ledger and the log, and sends nothing', async () => {
  const { name, open, backUp, restore } = fresh();
  const store = open();
  await store.change((books) => switchOn(books, { metric: 'hour', epsilon: 1, now: NOW }));
  await answerDue(worldOf(store));
  const { ledger } = await store.read();
  const file = await backUp();
  await store.close();
  await deleteDB(name);
  await restore(file);
  expect(await open().read()).toMatchObject({ consents: [], answers: [], outbox: [], ledger });
});

test('a backup from before telemetry changes nothing', async () => {
  const { name, open, restore } = fresh();
  const file = await writeBackup({ databases: [], settings: {}, app: '0.0.0', createdAt: NOW });
  await restore(file);
  expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
  const store = open();
  await store.change((books) => switchOn(books, { metric: 'hour', epsilon: 1, now: NOW }));
  const before = await snapshotOf(name);
  await restore(file);
  expect(await snapshotOf(name)).toEqual(before);
});

test('a backup whose ledger makes no sense is refused', async () => {
  const { open, backUp, restore } = fresh();
  const store = open();
  await store.change(() => ({
    writes: [
      { store: 'ledger', add: { metric: 'hour', period: '2026-W47', epsilon: -5, at: NOW, mechanism: '' } }
    ],
    result: undefined
  }));
  await expect(restore(await backUp())).rejects.toThrow('damaged');
});
