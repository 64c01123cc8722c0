import { probabilityUp, roundUp } from '../directed.ts';
import type { RenyiCurve } from './curves.ts';

/** A result and the order that gives it. */
export interface AtOrder {
  value: number;
  order: number;
}

/** 1.1 ... 10.9 by 0.1, whole orders to 63, and powers of two to 1024: the grid in common use. */
export const DEFAULT_ORDERS: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => (11 + i) / 10),
  ...Array.from({ length: 53 }, (_, i) => 11 + i),
  128,
  256,
  512,
  1024
];

/**
 * The epsilon at a delta: min over orders a of rdp(a) + ln(1 - 1/a) - ln(delta a) / (a - 1) (Canonne, Kamath, Steinke
 * 2020, Proposition 12; Balle et al. 2020, Theorem 21), the tightest conversion at each order; 0 where delta exceeds the
 * total variation sqrt(1 - e^-rdp) (Bretagnolle and Huber 1979). Every order gives a valid bound: a finer grid can
 * only lower it. Rounded up.
 */
export function renyiEpsilon(curve: RenyiCurve, delta: number, orders = DEFAULT_ORDERS): AtOrder {
  return least(orders, (order) => {
    const rdp = curve(order);
    if (rdp === 0 || (delta > 0 && -Math.expm1(-rdp) < delta * delta)) return 0;
    if (order === Infinity) return rdp;
    if (delta === 0 || order === 1) return Infinity;
    return roundUp(Math.max(0, rdp + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1)), rdp);
  });
}

/**
 * The delta at an epsilon >= 0: min over orders a of e^((a - 1) (rdp(a) - epsilon)) (1 - 1/a)^a / (a - 1), and of
 * sqrt(1 - e^-rdp). Rounded up.
 */
export function renyiDelta(curve: RenyiCurve, epsilon: number, orders = DEFAULT_ORDERS): AtOrder {
  return least(orders, (order) => {
    const rdp = curve(order);
    if (rdp === 0 || (order === Infinity && rdp <= epsilon)) return 0;
    const variation = Math.sqrt(-Math.expm1(-rdp));
    if (order === Infinity || order === 1) return probabilityUp(variation);
    const log = (order - 1) * (rdp - epsilon + Math.log1p(-1 / order)) - Math.log(order);
    return probabilityUp(Math.min(variation, Math.exp(roundUp(log))));
  });
}

function least(orders: readonly number[], value: (order: number) => number): AtOrder {
  return orders.reduce<AtOrder>(
    (best, order) => {
      const candidate = value(order);
      return candidate < best.value ? { value: candidate, order } : best;
    },
    { value: Infinity, order: Infinity }
  );
}
