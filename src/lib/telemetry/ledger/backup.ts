import * as v from 'valibot';
import type { Restorable, StoreContents, StoredRecord } from '../../storage/index.ts';
import { LARGEST_EPSILON } from '../../privacy/index.ts';
import { startOfWeek } from '../period.ts';
import type { Delivery, Entry } from './books.ts';
import { migrations, TELEMETRY_DATABASE } from './schema.ts';

const time = v.pipe(v.number(), v.finite());
const period = v.pipe(
  v.string(),
  v.check((week) => startOfWeek(week) !== undefined)
);

const entry = v.object({
  metric: v.string(),
  period,
  epsilon: v.pipe(v.number(), v.gtValue(0), v.maxValue(LARGEST_EPSILON)),
  at: time,
  mechanism: v.string()
}) satisfies v.GenericSchema<unknown, Entry>;

const delivery = v.object({
  key: v.string(),
  attempt: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  metric: v.string(),
  period,
  bytes: v.custom<Uint8Array<ArrayBuffer>>((bytes) => bytes instanceof Uint8Array),
  at: time,
  answer: v.optional(v.union([v.number(), v.picklist(['timeout', 'unreachable'])]))
});

/**
 * A backup adds to the ledger and to the log what they lack, and touches nothing else: what was spent since stays
 * spent, what is switched on or off stays so, and no report that waited then is sent now.
 */
export const telemetryBackup: Restorable = {
  name: TELEMETRY_DATABASE,
  lock: TELEMETRY_DATABASE,
  migrations: migrations as unknown as Restorable['migrations'],
  derived: false,
  accepts: (contents) =>
    recordsOf(contents, 'ledger').every(({ value }) => v.is(entry, value)) &&
    recordsOf(contents, 'deliveries').every(({ value }) => v.is(delivery, value)),
  merge: (present, restored) =>
    new Map([
      ...present,
      ['ledger', union(recordsOf(present, 'ledger'), recordsOf(restored, 'ledger'), larger)],
      ['deliveries', union(recordsOf(present, 'deliveries'), recordsOf(restored, 'deliveries'), told)]
    ])
};

/** Both, one record a key. @param choose between two of one key; the first is the present one */
function union(
  present: readonly StoredRecord[],
  restored: readonly StoredRecord[],
  choose: (present: unknown, restored: unknown) => unknown
): StoredRecord[] {
  const merged = new Map(present.map((record) => [JSON.stringify(record.key), record]));
  for (const record of restored) {
    const name = JSON.stringify(record.key);
    const known = merged.get(name);
    merged.set(name, known ? { key: known.key, value: choose(known.value, record.value) } : record);
  }
  return [...merged.values()];
}

/** Two devices may have spent differently on one week: the more counts. */
function larger(present: unknown, restored: unknown): unknown {
  return (restored as Entry).epsilon > (present as Entry).epsilon ? restored : present;
}

/** What is known about a delivery is not forgotten. */
function told(present: unknown, restored: unknown): unknown {
  return (present as Delivery).answer === undefined ? restored : present;
}

function recordsOf(contents: StoreContents, store: string): readonly StoredRecord[] {
  return contents.get(store) ?? [];
}
