import type { Change } from './change.ts';
import { readContents } from './contents.ts';
import { merge } from './merge.ts';
import { NO_IMPORT } from './origins.ts';
import { allMonths, withoutSample } from './removal.ts';
import type { Staging } from './staging.ts';

/** Joins staged events with the stored ones, or with what is left of those when they replace the invented listener. @returns see `merge`. */
export async function mergeStaged(
  change: Change,
  staging: Staging,
  { replace, importId, sample }: { replace: boolean; importId: number | undefined; sample: boolean }
): Promise<Uint8Array> {
  const before = await readContents(change.transaction);
  const stored = replace ? withoutSample(before) : before;
  const { tracks, origins } = stored;
  const knownTracks = replace ? 0 : tracks.size;
  const origin = importId === undefined ? NO_IMPORT : origins.intern([importId]);
  // Not kept in a variable, so that it is gone before the outcome is written.
  const { events, fates, changedMonths, seen } = merge(
    stored.events,
    staging.takeEvents(tracks, origin),
    stored
  );
  if (replace) change.clear();
  const after = { ...stored, events };
  if (changedMonths.size > 0 || replace)
    change.putContents(after, replace ? allMonths(after) : changedMonths, knownTracks);
  if (seen || replace) change.summarize(after, sample);
  return fates;
}
