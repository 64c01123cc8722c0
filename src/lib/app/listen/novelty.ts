/** The stops of the slider, from left to right. */
const STOPS = [
  { novelty: -1, name: 'The most familiar first' },
  { novelty: -0.5, name: 'Rather familiar' },
  { novelty: 0, name: 'As the model ranks them' },
  { novelty: 0.5, name: 'Rather new' },
  { novelty: 1, name: 'Long unheard and seldom played first' }
] as const;

export const LAST_STOP = STOPS.length - 1;

/** The stop that is nearest to a wish. */
export function stopOf(novelty: number): number {
  return Math.round(((novelty + 1) / 2) * LAST_STOP);
}

export function noveltyAt(stop: number): number {
  return STOPS[stop]?.novelty ?? 0;
}

/** What a stop does, in words. */
export function describeStop(stop: number): string {
  return STOPS[stop]?.name ?? '';
}
