import * as v from 'valibot';
import { EMPTY, type Queue } from './queue.ts';

const entry = v.object({
  key: v.pipe(v.number(), v.safeInteger()),
  piece: v.pipe(v.string(), v.maxLength(500)),
  by: v.picklist(['listener', 'recommender'])
});
const queue = v.object({ played: v.array(entry), current: v.optional(entry), upcoming: v.array(entry) });

/** A stored queue; an empty one where there is none that this version can read. */
export function parseQueue(stored: unknown): Queue {
  const parsed = v.safeParse(queue, stored);
  if (!parsed.success) return EMPTY;
  const { played, current, upcoming } = parsed.output;
  const keys = [...played, ...upcoming, ...(current ? [current] : [])].map(({ key }) => key);
  return new Set(keys).size === keys.length ? { played, current, upcoming } : EMPTY;
}
