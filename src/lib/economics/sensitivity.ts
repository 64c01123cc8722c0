import { PARAMETER_IDS, PARAMETERS, type ParameterId, type Values } from './parameters/index.ts';

/** What happens to a result when one parameter goes to the ends of its range, and all others stay. */
export interface Swing {
  id: ParameterId;
  /** The ends of the range. */
  low: number;
  high: number;
  /** The result there. */
  atLow: number;
  atHigh: number;
}

/**
 * One parameter at a time over its stated range, the widest swing first: a tornado. Where a value lies outside
 * its range, the range is widened to hold it. What changes nothing is left out.
 */
export function sensitivity(values: Values, result: (values: Values) => number): Swing[] {
  return PARAMETER_IDS.flatMap((id): Swing[] => {
    const { range } = PARAMETERS[id];
    if (!range?.stated) return [];
    const low = Math.min(range.low, values[id]);
    const high = Math.max(range.high, values[id]);
    const atLow = result({ ...values, [id]: low });
    const atHigh = result({ ...values, [id]: high });
    return atLow === atHigh ? [] : [{ id, low, high, atLow, atHigh }];
  }).sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
}
