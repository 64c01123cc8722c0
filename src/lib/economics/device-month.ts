import { coreCost, deviceEnergy } from './formulas.ts';
import type { Values } from './parameters/index.ts';
import { paidByListener } from './workloads.ts';

/** A month of this very device: what it did for its listener, at the cloud's prices and at the listener's. */
export interface DeviceMonth {
  calls: number;
  /** That the device was busy. */
  seconds: number;
  /** EUR that a cloud core which takes as long would have cost. */
  cloud: number;
  /** Wh, by the assumed energy of a call, at most what a busy core can draw in that time: no browser tells. */
  energy: number;
  /** EUR, power and wear. */
  listener: number;
}

/** @param ms of one call on one core of this device, measured */
export function deviceMonth(ms: number, values: Values): DeviceMonth {
  const { calls, callEnergy, corePower } = values;
  const energy = deviceEnergy(calls, Math.min(callEnergy, (corePower * ms) / 1000));
  return {
    calls,
    seconds: (calls * ms) / 1000,
    cloud: coreTime(calls, ms, values),
    energy,
    listener: paidByListener(energy, values)
  };
}

/** EUR for so many calls of so many ms on one rented core. */
export function coreTime(calls: number, ms: number, values: Values): number {
  const { corePrice: price, fleetUse, dollars } = values;
  return coreCost({ calls, ms, cores: 1, price, fleetUse }) / dollars;
}
