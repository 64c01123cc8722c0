import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { DeviceStore } from '$lib/device/index.ts';
import { phoneMeasurement } from '../../unit/device/measurement.ts';

const fresh = () => `earshot-device-test-${crypto.randomUUID()}`;

test('a measurement comes back as it was stored, also in another handle', async () => {
  const name = fresh();
  const store = new DeviceStore(name);
  expect(await store.measurement()).toBeUndefined();
  await store.saveMeasurement(phoneMeasurement());
  await store.close();
  expect(await new DeviceStore(name).measurement()).toEqual(phoneMeasurement());
});

test('a document that is no measurement is treated as none', async () => {
  const name = fresh();
  const store = new DeviceStore(name);
  await store.saveMeasurement(phoneMeasurement());
  const db = await openDB(name);
  await db.put('measurement', { measuredAt: 5 }, 'last');
  db.close();
  expect(await store.measurement()).toBeUndefined();
});

test('choices are kept for each device', async () => {
  const name = fresh();
  const { choices, routes } = new DeviceStore(name);
  await routes.set('Browser 1; wasm', 'wasm');
  await choices.set('Browser 1; wasm', { model: 7, rung: 'wasm' });
  await choices.set('Browser 2; wasm', { model: 8, rung: 'cpu' });
  const again = new DeviceStore(name).choices;
  expect(await again.get('Browser 1; wasm')).toEqual({ model: 7, rung: 'wasm' });
  expect(await again.get('Browser 3; wasm')).toBeUndefined();
  expect(await new DeviceStore(name).routes.get('Browser 1; wasm')).toBe('wasm');
});

test('what an earlier version stored stays', async () => {
  const name = fresh();
  const earlier = await openDB(name, 1, {
    upgrade: (db) => {
      db.createObjectStore('measurement');
      void db.createObjectStore('choice').put({ model: 7, rung: 'wasm' }, 'Browser 1');
    }
  });
  earlier.close();
  const store = new DeviceStore(name);
  expect(await store.choices.get('Browser 1')).toEqual({ model: 7, rung: 'wasm' });
  expect(await store.routes.get('Browser 1')).toBeUndefined();
});
