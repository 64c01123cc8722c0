/*
 * What moving inference to the listener's device is worth. Every amount is for one listener and one month,
 * in the currency of the prices that go in.
 */

const SECONDS_PER_HOUR = 3600;
const MONTHS = 12;
const MILLION = 1e6;

/** @param arpu revenue a month @param margin gross margin, % */
export function grossProfit(arpu: number, margin: number): number {
  return (arpu * margin) / 100;
}

export interface CoreWork {
  /** A month. */
  calls: number;
  /** Of one call. */
  ms: number;
  /** Busy all that time. */
  cores: number;
  /** An hour of a core. */
  price: number;
  /** Share of rented time that is used, 0 ... 1. */
  fleetUse: number;
}

/** Calls on rented processor cores: `n t k p / u`. */
export function coreCost({ calls, ms, cores, price, fleetUse }: CoreWork): number {
  return (((calls * ms) / 1000) * cores * (price / SECONDS_PER_HOUR)) / fleetUse;
}

export interface GpuWork {
  calls: number;
  /** Floating-point operations of one call. */
  flop: number;
  /** Of the GPU, FLOP/s. */
  peak: number;
  /** Share of the peak that is reached, 0 ... 1. */
  gpuUse: number;
  /** An hour of the GPU. */
  price: number;
  fleetUse: number;
}

/** Calls on a rented GPU: `n F / (F_peak mfu) p / u`. */
export function gpuCost({ calls, flop, peak, gpuUse, price, fleetUse }: GpuWork): number {
  return (((calls * flop) / (peak * gpuUse)) * (price / SECONDS_PER_HOUR)) / fleetUse;
}

export interface DjWork {
  breaks: number;
  /** Of one break. */
  tokensIn: number;
  tokensOut: number;
  characters: number;
  /** A million tokens. */
  priceIn: number;
  priceOut: number;
  /** A million characters. */
  priceSpeech: number;
}

/** A DJ's language model and its voice, apart. */
export function djCost(work: DjWork): { text: number; speech: number } {
  const { breaks, tokensIn, tokensOut, characters, priceIn, priceOut, priceSpeech } = work;
  return {
    text: (breaks * (tokensIn * priceIn + tokensOut * priceOut)) / MILLION,
    speech: (breaks * characters * priceSpeech) / MILLION
  };
}

/** Energy that lands on the listener, Wh. @param joules of one call */
export function deviceEnergy(calls: number, joules: number): number {
  return (calls * joules) / SECONDS_PER_HOUR;
}

export interface Battery {
  /** Wh */
  capacity: number;
  price: number;
  /** Charges that it lasts. */
  cycles: number;
  /** Share of the power that reaches it, 0 ... 1. */
  charging: number;
  /** A kWh from the wall. */
  powerPrice: number;
}

/** What the listener pays for that energy: power, and the share of a battery's life. @param energy Wh */
export function listenerCost(energy: number, battery: Battery): { power: number; wear: number } {
  const { capacity, price, cycles, charging, powerPrice } = battery;
  return {
    power: (energy / (1000 * charging)) * powerPrice,
    wear: ((energy / capacity) * price) / cycles
  };
}

/**
 * Sending the model out instead: `size p_cdn updates / 12`.
 * @param size GB
 * @param price of a GB
 * @param updates a year
 */
export function shippingCost(size: number, price: number, updates: number): number {
  return (size * price * updates) / MONTHS;
}

/**
 * A listener's share of the engineering for a second runtime.
 * @param cost a year, of any unit
 * @param listeners in the same
 */
export function engineeringCost(cost: number, listeners: number): number {
  return cost / (MONTHS * listeners);
}

/** Points of gross margin that an amount is. */
export function marginPoints(amount: number, arpu: number): number {
  return (100 * amount) / arpu;
}
