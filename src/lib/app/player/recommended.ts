import * as v from 'valibot';

const KEY = 'earshot-recommended';
/** Telemetry asks about the last full week, which began at most two weeks ago. */
const KEPT = 15 * 24 * 60 * 60 * 1000;
const schema = v.array(v.number());

/** When the plays of the last two weeks that the recommender began have started, ms since epoch. */
export function recommendedStarts(storage: Pick<Storage, 'getItem'>): ReadonlySet<number> {
  return new Set(read(storage));
}

/** Remembers that a play began from what the recommender put into the queue. */
export function noteRecommended(storage: Pick<Storage, 'getItem' | 'setItem'>, startedAt: number): void {
  const kept = read(storage).filter((time) => time > startedAt - KEPT);
  storage.setItem(KEY, JSON.stringify([...kept, startedAt]));
}

function read(storage: Pick<Storage, 'getItem'>): number[] {
  try {
    return v.parse(schema, JSON.parse(storage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}
