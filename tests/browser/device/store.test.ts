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
  const { choices } = new DeviceStore(name);
  await choices.set('Browser 1; wasm', { model: 7, rung: 'wasm' });
  await choices.set('Browser 2; wasm', { model: 8, rung: 'cpu' });
  const again = new DeviceStore(name).choices;
  expect(await again.get('Browser 1; wasm')).toEqual({ model: 7, rung: 'wasm' });
  expect(await again.get('Browser 3; wasm')).toBeUndefined();
});
