import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { ModelStore, onModelChanged, type Outcome } from '$lib/recommender/index.ts';

const outcome: Outcome = {
  revision: 4,
  createdAt: 1_700_000_000_000,
  settled: true,
  serving: 'base-level',
  recommendations: [
    {
      song: { key: 'k', artist: 'A', title: 'T', uri: 'spotify:track:0aB1cD2eF3gH4iJ5kL6mN7' },
      reason: { kind: 'returning', plays: 3, lastPlayedAt: 1_690_000_000_000 },
      score: 0.5,
      contributions: [{ part: 'base-level', value: 0.5 }]
    }
  ]
};

const fresh = () => `earshot-model-test-${crypto.randomUUID()}`;

test('an outcome comes back as it was stored, also in another handle', async () => {
  const name = fresh();
  const store = new ModelStore(name);
  expect(await store.outcome()).toBeUndefined();
  await store.saveOutcome(outcome);
  await store.close();
  expect(await new ModelStore(name).outcome()).toEqual(outcome);
});

test('a document that is not an outcome is treated as none', async () => {
  const name = fresh();
  const store = new ModelStore(name);
  await store.saveOutcome(outcome);
  const db = await openDB(name);
  for (const damaged of [
    { ...outcome, recommendations: [{}] },
    'text',
    { ...outcome, serving: '__proto__' }
  ]) {
    await db.put('outcome', damaged, 'current');
    expect(await store.outcome()).toBeUndefined();
  }
  db.close();
});

test('listeners hear of changes, and clearing forgets everything', async () => {
  const store = new ModelStore(fresh());
  let heard = 0;
  const stop = onModelChanged(() => heard++);
  await store.saveOutcome(outcome);
  await store.clear();
  await expect.poll(() => heard).toBe(2);
  stop();
  expect(await store.outcome()).toBeUndefined();
  expect(await store.checkpoint()).toBeUndefined();
});

test('another model takes the place of this one, all of it', async () => {
  const store = new ModelStore(fresh());
  let heard = 0;
  const stop = onModelChanged(() => heard++);
  await store.saveOutcome(outcome);
  await store.replace({ outcome: { ...outcome, revision: 7 }, checkpoint: { stage: 'learning' } });
  expect(await store.outcome()).toEqual({ ...outcome, revision: 7 });
  expect(await store.checkpoint()).toEqual({ stage: 'learning' });
  await store.replace({ outcome, checkpoint: undefined });
  expect(await store.checkpoint()).toBeUndefined();
  await expect.poll(() => heard).toBe(3);
  stop();
});

test('score and contributions come back where a part gives them', async () => {
  const store = new ModelStore(fresh());
  const [first] = outcome.recommendations;
  const scored = {
    ...outcome,
    recommendations: first
      ? [{ ...first, score: 0.5, contributions: [{ part: 'base-level' as const, value: 0.25 }] }]
      : []
  };
  await store.saveOutcome(scored);
  expect(await store.outcome()).toEqual(scored);
});

test('what an earlier version stored stays', async () => {
  const name = fresh();
  const earlier = await openDB(name, 2, {
    upgrade: (db) => {
      void db.createObjectStore('outcome').put(outcome, 'current');
      db.createObjectStore('checkpoint');
      db.createObjectStore('route');
    }
  });
  earlier.close();
  const store = new ModelStore(name);
  expect(await store.outcome()).toEqual(outcome);
  await store.close();
  const db = await openDB(name);
  expect([...db.objectStoreNames]).toEqual(['checkpoint', 'outcome']);
  db.close();
});
