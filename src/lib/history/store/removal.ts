import type { Change } from './change.ts';
import { type Contents, readContents } from './contents.ts';
import { type Events, REMOVED, allocateEvents, concatEvents, copyEvent, sliceEvents } from './events.ts';
import { merge } from './merge.ts';
import { monthsIn } from './months.ts';
import { OriginTable } from './origins.ts';
import { NO_SUMMARY } from './summary.ts';
import { SOURCES } from '../sources.ts';
import { TrackTable } from './tracks.ts';

const SAMPLE = SOURCES.indexOf('sample');

/**
 * Takes an import back or, without a time, brings it back. What is then seen is decided anew over all events; nothing
 * leaves the disk before `forget`.
 * @param removedAt ms since epoch.
 */
export async function takeBack(change: Change, id: number, removedAt: number | undefined): Promise<void> {
  const imports = change.transaction.objectStore('imports');
  const record = await imports.get(id);
  if (!record) return;
  const { importedAt, files } = record;
  await imports.put({ importedAt, files, ...(removedAt !== undefined && { removedAt }) }, id);
  const contents = await readContents(change.transaction);
  const { events, changedMonths } = merge(contents.events, concatEvents([]), contents);
  const after = { ...contents, events };
  change.putContents(after, changedMonths, contents.tracks.size);
  change.summarize(after, change.before.sample);
}

/** Deletes the removed imports, their events, and the names that only those used. */
export async function forget(change: Change): Promise<void> {
  const before = await readContents(change.transaction);
  const after = only(before, () => true);
  for (const id of before.removed) change.deleteImport(id);
  change.clearContents();
  change.putContents(after, allMonths(after), 0);
}

/** Without the invented listener: what was really played beside it stays. */
export function withoutSample(before: Contents): Contents {
  const { source } = before.events;
  return only(before, (row) => source[row] !== SAMPLE);
}

/** Forgets the invented listener and what was said about its songs. */
export async function takeSampleOut(change: Change): Promise<void> {
  if (!change.before.sample) return;
  const kept = withoutSample(await readContents(change.transaction));
  // Something may have been hidden as the same listen as an invented one.
  const after = { ...kept, events: merge(kept.events, concatEvents([]), kept).events };
  change.clear();
  if (after.events.startedAt.length === 0) {
    change.putSummary(NO_SUMMARY);
    return;
  }
  change.putContents(after, allMonths(after), 0);
  change.summarize(after, false);
}

export function allMonths({ events }: Contents): ReadonlySet<string> {
  return new Set([...monthsIn(events.startedAt)].map(({ month }) => month));
}

/** Those events alone, with the names that they use, and without what removed imports left. */
function only(before: Contents, wanted: (row: number) => boolean): Contents {
  const origins = new OriginTable();
  const tracks = new TrackTable();
  const newOrigins = before.origins.sets.map((set) =>
    origins.intern(set.filter((id) => !before.removed.has(id)))
  );
  const newTracks = new Map<number, number>();
  const { flags } = before.events;
  const events = pick(before.events, (row) => ((flags[row] ?? 0) & REMOVED) === 0 && wanted(row));
  for (let row = 0; row < events.track.length; row++) {
    const old = events.track[row] ?? 0;
    const { artist, title, album, uri } = before.tracks.get(old);
    const track = newTracks.get(old) ?? tracks.intern(artist, title, album, uri);
    newTracks.set(old, track);
    events.track[row] = track;
    events.origin[row] = newOrigins[events.origin[row] ?? 0] ?? 0;
  }
  return { events, tracks, origins, removed: new Set() };
}

function pick(events: Events, wanted: (row: number) => boolean): Events {
  const picked = allocateEvents(events.startedAt.length);
  let length = 0;
  for (let row = 0; row < events.startedAt.length; row++) {
    if (wanted(row)) copyEvent(events, row, picked, length++);
  }
  return sliceEvents(picked, 0, length);
}
