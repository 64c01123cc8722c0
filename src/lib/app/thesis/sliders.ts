import {
  DJ_PRICES,
  GROUPS,
  nearestStop,
  PARAMETERS,
  stopsOf,
  type DjPrices,
  type GroupId,
  type ParameterId,
  type Values
} from '$lib/economics/index.ts';

export const groupNames: Readonly<Record<GroupId, string>> = {
  dj: 'The DJ',
  offload: 'Moving it',
  ranking: 'Ranking',
  listener: 'The listener’s device',
  service: 'The service'
};

export const groupIds = Object.keys(GROUPS) as GroupId[];

/** Those of a group that can be moved, and those that cannot. */
export function groupOf(id: GroupId): { movable: readonly ParameterId[]; fixed: readonly ParameterId[] } {
  const movable = GROUPS[id].filter((parameter) => PARAMETERS[parameter].range !== undefined);
  return { movable, fixed: GROUPS[id].filter((parameter) => !movable.includes(parameter)) };
}

const stops = Object.fromEntries(
  Object.entries(PARAMETERS).map(([id, parameter]) => [id, stopsOf(parameter)])
) as Record<ParameterId, number[]>;

/** Where a slider stands: one of its stops, 0 ... `last`. */
export function sliderOf(id: ParameterId, value: number): { last: number; at: number } {
  return { last: stops[id].length - 1, at: nearestStop(stops[id], value) };
}

/** The value at a stop. */
export function stopAt(id: ParameterId, at: number): number {
  return stops[id][at] ?? PARAMETERS[id].value;
}

/** Which of the price lists the values are; `own` where the reader has made one. */
export function djPricesOf(values: Values): DjPrices | 'own' {
  const found = Object.entries(DJ_PRICES).find(
    ([, { priceIn, priceOut, priceSpeech }]) =>
      values.priceIn === priceIn && values.priceOut === priceOut && values.priceSpeech === priceSpeech
  );
  return found ? (found[0] as DjPrices) : 'own';
}
