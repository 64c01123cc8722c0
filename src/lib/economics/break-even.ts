import { revenueOf, type Tier } from './models.ts';
import type { Values } from './parameters/index.ts';
import { landed, spared, workloadsOf, type Recommender, type Workload } from './workloads.ts';

/** Whose costs count: the company's alone, or the listener's power and battery too. */
export type Side = 'company' | 'together';

/**
 * What each euro spent on moving a workload, with all of the engineering, spares the company:
 * `eta phi C / (eta D + N [+ eta phi U])`. At 1 it breaks even.
 */
export function returnOn(workload: Workload, engineering: number, side: Side): number {
  const { moved, cloud, devices, shipping } = workload;
  const spent = devices * shipping + engineering + (side === 'together' ? landed(workload) : 0);
  return spent === 0 ? 0 : (moved * cloud) / spent;
}

/** Listeners, M, from which moving this one workload pays; undefined where it never does. */
export function breakEvenListeners(values: Values, workload: Workload, side: Side): number | undefined {
  const gain = spared(workload) - (side === 'together' ? landed(workload) : 0);
  return gain > 0 ? values.engineering / (12 * gain) : undefined;
}

/** Times a month the DJ must speak before moving it alone pays; undefined where it never does. */
export function breakEvenBreaks(values: Values, side: Side): number | undefined {
  const { dj, engineering } = workloadsOf({ ...values, breaks: 1 }, 'generative');
  const gain = dj.moved * dj.cloud - (side === 'together' ? landed(dj) : 0);
  return gain > 0 ? (dj.devices * dj.shipping + engineering) / gain : undefined;
}

/** Times a month the DJ can speak, all in the cloud, before a listener's gross profit is gone. */
export function breaksUntilNothingIsLeft(values: Values, tier: Tier): number {
  const { dj } = workloadsOf({ ...values, breaks: 1 }, 'generative');
  return revenueOf(values, tier).profit / dj.cloud;
}

export interface ReturnPoint {
  x: number;
  company: number;
  together: number;
}

/** Of the DJ or the ranking alone, at each number of listeners, M. */
export function returnsByListeners(
  values: Values,
  recommender: Recommender,
  which: 'ranking' | 'dj',
  listeners: readonly number[]
): ReturnPoint[] {
  return listeners.map((x) => pointAt(x, { ...values, listeners: x }, recommender, which));
}

/** Of the DJ alone, at each number of times it speaks a month. */
export function returnsByBreaks(values: Values, breaks: readonly number[]): ReturnPoint[] {
  return breaks.map((x) => pointAt(x, { ...values, breaks: x }, 'generative', 'dj'));
}

function pointAt(x: number, values: Values, recommender: Recommender, which: 'ranking' | 'dj'): ReturnPoint {
  const { [which]: workload, engineering } = workloadsOf(values, recommender);
  return {
    x,
    company: returnOn(workload, engineering, 'company'),
    together: returnOn(workload, engineering, 'together')
  };
}
