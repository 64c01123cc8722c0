import { FAMILY_IDS } from './families/index.ts';
import { MODE_NAMES } from './music/mode.ts';
import type { Piece } from './piece.ts';

/** Names of the content features, in the order of `featuresOf`. */
export const FEATURES: readonly string[] = [
  ...FAMILY_IDS.map((family) => `family ${family}`),
  ...MODE_NAMES.map((mode) => `mode ${mode}`),
  'tempo',
  'density',
  'brightness',
  'texture'
];

/** Two pieces in other modes are less far apart than two of other families. */
const MODE_HEIGHT = 0.5;

/** What is known of a piece before anybody has heard it: values of 0 ... 1, by `FEATURES`. */
export function featuresOf({ family, parameters }: Piece): Float32Array {
  const { mode, tempo, density, brightness, texture } = parameters;
  return Float32Array.of(
    ...FAMILY_IDS.map((one) => Number(one === family)),
    ...MODE_NAMES.map((one) => MODE_HEIGHT * Number(one === mode)),
    (tempo - 48) / (124 - 48),
    density,
    brightness,
    texture
  );
}
