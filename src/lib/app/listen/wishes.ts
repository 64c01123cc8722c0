import type { Wishes } from '$lib/recommender/index.ts';
import * as v from 'valibot';

/** What the listener has set on the Listen page; a setting, see `settings.ts`. */
const KEY = 'earshot-wishes';

export interface ListWishes extends Wishes {
  /** Whether the time of the week may play a part. */
  context: boolean;
}

const USUAL: ListWishes = { novelty: 0, context: true };
const schema = v.object({
  novelty: v.pipe(v.number(), v.minValue(-1), v.maxValue(1)),
  context: v.boolean()
});

/** The stored wishes; the usual ones where there are none that can be read. */
export function readWishes(storage: Pick<Storage, 'getItem'>): ListWishes {
  try {
    return v.parse(schema, JSON.parse(storage.getItem(KEY) ?? ''));
  } catch {
    return USUAL;
  }
}

export function writeWishes(storage: Pick<Storage, 'setItem'>, wishes: ListWishes): void {
  storage.setItem(KEY, JSON.stringify(wishes));
}

/** Calls `listener` when another tab has changed the wishes. Returns what stops it. */
export function onWishesChanged(listener: () => void): () => void {
  const hear = ({ key }: StorageEvent) => {
    if (key === KEY) listener();
  };
  addEventListener('storage', hear);
  return () => {
    removeEventListener('storage', hear);
  };
}
