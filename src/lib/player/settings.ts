import * as v from 'valibot';
import { REPEATS } from './order.ts';

/** Longest crossfade, seconds. */
export const LONGEST_CROSSFADE = 12;

const schema = v.object({
  /** 0 ... 1 */
  volume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  muted: v.boolean(),
  repeat: v.picklist(REPEATS),
  /** Seconds. */
  crossfade: v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_CROSSFADE)),
  /** Whether the recommender goes on where the listener's queue ends. */
  keepPlaying: v.boolean(),
  /** Whether single keys are shortcuts. */
  keys: v.boolean()
});

export type PlayerSettings = v.InferOutput<typeof schema>;

export const USUAL_SETTINGS: PlayerSettings = {
  volume: 1,
  muted: false,
  repeat: 'off',
  crossfade: 0,
  keepPlaying: true,
  keys: true
};

/** Stored settings; the usual ones where there are none that this version can read. */
export function parseSettings(stored: unknown): PlayerSettings {
  const parsed = v.safeParse(schema, stored);
  return parsed.success ? parsed.output : USUAL_SETTINGS;
}
