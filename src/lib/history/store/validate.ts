import type { StoreNames } from 'idb';
import * as v from 'valibot';
import type { Restorable, StoreContents, StoredRecord } from '../../storage/index.ts';
import { SOURCES } from '../sources.ts';
import { FEEDBACK_KINDS, REJECT_REASONS } from '../types.ts';
import type { Events } from './events.ts';
import { MonthFinder } from './months.ts';
import { OriginTable } from './origins.ts';
import { BLOCK_SIZE, type HistorySchema, type Segment, type TrackBlock, migrations } from './schema.ts';

/** Durations must stay below this, ms; see the search for near duplicates. */
const DURATION_END = 2 ** 27;

const time = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hour = v.pipe(v.number(), v.minValue(0), v.maxValue(24));
const text = v.string();
const perhaps = v.nullable(text);

// Loose: what newer versions add without changing the schema is kept as it is.
const summary = v.looseObject({
  revision: count,
  plays: count,
  skips: count,
  songs: count,
  artists: count,
  firstPlay: v.optional(time),
  lastPlay: v.optional(time),
  sample: v.boolean()
});
const report = v.looseObject({
  path: text,
  format: text,
  records: count,
  plays: count,
  skips: count,
  rejected: v.looseObject(v.entriesFromList(REJECT_REASONS, count)),
  problems: v.array(v.looseObject({ code: text, message: text }))
});
const record = v.looseObject({ importedAt: time, files: v.array(report), removedAt: v.optional(time) });
const exclusion = v.variant('kind', [
  v.object({ kind: v.literal('source'), source: v.picklist(SOURCES) }),
  v.object({ kind: v.literal('artist'), artist: text }),
  v.object({ kind: v.literal('hours'), from: hour, to: hour }),
  v.object({ kind: v.literal('range'), from: time, to: time }),
  v.object({ kind: v.literal('play'), play: text })
]);
const feedback = v.looseObject({ kind: v.picklist(FEEDBACK_KINDS), subject: text, givenAt: time });
const originSets = v.array(v.array(count));
const block = v.object({
  first: count,
  artists: v.array(text),
  titles: v.array(text),
  albums: v.array(perhaps),
  uris: v.array(perhaps)
});
const columns = {
  startedAt: v.instance(Float64Array),
  msPlayed: v.instance(Int32Array),
  track: v.instance(Uint32Array),
  source: v.instance(Uint8Array),
  flags: v.instance(Uint8Array),
  origin: v.instance(Uint16Array)
} satisfies Record<keyof Events, unknown>;
const segment = v.object({ month: text, ...columns });

/** Whether each record of a store is one that the history could have written, by itself. */
const RECORDS: Readonly<Record<StoreNames<HistorySchema>, (record: StoredRecord) => boolean>> = {
  segments: ({ key, value }) => v.is(segment, value) && key === value.month && isSegment(value),
  tracks: ({ key, value }) => v.is(block, value) && key === value.first && isBlock(value),
  imports: ({ key, value }) => v.is(count, key) && v.is(record, value),
  meta: ({ key, value }) => key === 'summary' && v.is(summary, value),
  feedback: ({ key, value }) =>
    v.is(feedback, value) && indexedDB.cmp(key, [value.kind, value.subject]) === 0,
  exclusions: ({ key, value }) =>
    v.is(count, key) && v.is(v.looseObject({ addedAt: time, exclusion }), value),
  privateSessions: ({ key, value }) =>
    v.is(count, key) && v.is(v.looseObject({ from: time, to: v.optional(time) }), value),
  origins: ({ key, value }) => key === 'sets' && v.is(originSets, value) && areOrigins(value)
};

/** The history as a backup keeps it and may replace it. */
export const historyBackup: Restorable = {
  name: 'earshot-history',
  lock: 'earshot-history',
  // A schema of which the room for backups needs to know nothing.
  migrations: migrations as unknown as Restorable['migrations'],
  derived: false,
  accepts: acceptsHistory
};

/** True for contents with which every reader of the history can work. */
export function acceptsHistory(contents: StoreContents): boolean {
  for (const [store, records] of contents) {
    const accepts = (RECORDS as Record<string, (record: StoredRecord) => boolean>)[store];
    if (!accepts || !records.every(accepts)) return false;
  }
  const blocks = valuesOf(contents, 'tracks') as TrackBlock[];
  const tracks = blocks.reduce((sum, { titles }) => sum + titles.length, 0);
  const [sets] = valuesOf(contents, 'origins') as (readonly unknown[] | undefined)[];
  const origins = sets?.length ?? 0;
  return (
    areContiguous(blocks) &&
    (valuesOf(contents, 'segments') as Segment[]).every(
      ({ track, origin }) => track.every((n) => n < tracks) && origin.every((n) => n < origins)
    )
  );
}

function valuesOf(contents: StoreContents, store: StoreNames<HistorySchema>): unknown[] {
  return (contents.get(store) ?? []).map(({ value }) => value);
}

function isSegment(segment: Segment): boolean {
  const { month, startedAt, msPlayed } = segment;
  const months = new MonthFinder();
  return (
    Object.keys(columns).every((name) => segment[name as keyof Events].length === startedAt.length) &&
    startedAt.every(
      (at, row) => v.is(time, at) && at >= (startedAt[row - 1] ?? at) && months.of(at) === month
    ) &&
    msPlayed.every((ms) => ms >= -1 && ms < DURATION_END)
  );
}

function isBlock({ artists, titles, albums, uris }: TrackBlock): boolean {
  return [artists, albums, uris].every(({ length }) => length === titles.length);
}

/** Numbers stay what they are only where no set comes twice, and the first one is empty. */
function areOrigins(sets: readonly (readonly number[])[]): boolean {
  return sets[0]?.length === 0 && OriginTable.from(sets).sets.length === sets.length;
}

/** Events find their tracks by number, so all blocks but the last must be full. */
function areContiguous(blocks: readonly TrackBlock[]): boolean {
  return blocks.every(
    ({ first, titles }, i) =>
      first === i * BLOCK_SIZE &&
      (i === blocks.length - 1 ? titles.length <= BLOCK_SIZE : titles.length === BLOCK_SIZE)
  );
}
