/**
 * The smallest x in [low, high] at which `holds`, which is false and then true as x grows. It is known to hold
 * at `high`; the answer is the end of the last interval at which it holds, never the end at which it does not.
 * @param precision the width at which to stop, relative to the answer.
 */
export function firstWhere(
  holds: (x: number) => boolean,
  low: number,
  high: number,
  precision = 1e-15
): number {
  let no = low;
  let yes = high;
  for (let step = 0; step < 2000 && yes - no > precision * Math.abs(yes); step++) {
    const middle = no + (yes - no) / 2;
    if (middle <= no || middle >= yes) break;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The x in [low, high] where `value`, which falls and then rises, is least (golden section). */
export function lowest(value: (x: number) => number, low: number, high: number, steps = 100): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let a = low;
  let b = high;
  let left = b - ratio * (b - a);
  let right = a + ratio * (b - a);
  let atLeft = value(left);
  let atRight = value(right);
  for (let step = 0; step < steps && left < right; step++) {
    if (atLeft <= atRight) {
      b = right;
      right = left;
      atRight = atLeft;
      left = b - ratio * (b - a);
      atLeft = value(left);
    } else {
      a = left;
      left = right;
      atLeft = atRight;
      right = a + ratio * (b - a);
      atRight = value(right);
    }
  }
  return atLeft <= atRight ? left : right;
}
