import {
  coreCost,
  deviceEnergy,
  djCost,
  engineeringCost,
  gpuCost,
  listenerCost,
  shippingCost,
  type Battery
} from './formulas.ts';
import type { Values } from './parameters/index.ts';

/** How the AI-native service ranks: a small transformer on processors, or a generative model on GPUs. */
export type Recommender = 'transformer' | 'generative';

/** Something a service computes for a listener. Amounts in EUR for one listener and one month. */
export interface Workload {
  /** All of it in the cloud. */
  cloud: number;
  /** Share of listeners whose device runs it: eta. */
  devices: number;
  /** Share of all calls that move: eta phi. */
  moved: number;
  /** Sending the model to one device. */
  shipping: number;
  /** What a listener pays whose device does all of it: U. */
  listener: number;
}

export interface Workloads {
  /** Of the legacy service, which moves nothing. */
  legacy: number;
  ranking: Workload;
  dj: Workload & { text: number; speech: number };
  /** A second runtime: once, whatever moves. */
  engineering: number;
}

/** What each kind of work costs in a cloud and what of it can move to devices, EUR a listener and month. */
export function workloadsOf(values: Values, recommender: Recommender): Workloads {
  const euros = (amount: number) => amount / values.dollars;
  const { calls, fleetUse } = values;
  const onCores = { price: values.corePrice, fleetUse };
  const ranking =
    recommender === 'transformer'
      ? coreCost({ calls, ms: values.coreMs, cores: values.cores, ...onCores })
      : gpuCost({
          ...{ calls, flop: values.flop, peak: values.gpuPeak, gpuUse: values.gpuUse },
          ...{ price: values.gpuPrice, fleetUse }
        });
  const { text, speech } = djCost(values);
  const tokens = values.breaks * (values.tokensIn + values.tokensOut);
  const shipped = (size: number, updates: number) => euros(shippingCost(size, values.deliveryPrice, updates));
  return {
    legacy: euros(coreCost({ calls: values.requests, ms: values.requestMs, cores: 1, ...onCores })),
    ranking: {
      cloud: euros(ranking),
      devices: values.rankingDevices,
      moved: values.rankingDevices * values.rankingMovable,
      shipping: shipped(values.rankingSize, values.rankingUpdates),
      listener: paidByListener(deviceEnergy(calls, values.callEnergy), values)
    },
    dj: {
      text: euros(text),
      speech: euros(speech),
      cloud: euros(text + speech),
      devices: values.djDevices,
      moved: values.djDevices * values.djMovable,
      shipping: shipped(values.djSize, values.djUpdates),
      listener: paidByListener(deviceEnergy(tokens, values.tokenEnergy), values)
    },
    engineering: engineeringCost(values.engineering, values.listeners)
  };
}

/** EUR for so many Wh. */
export function paidByListener(energy: number, values: Values): number {
  const { power, wear } = listenerCost(energy, batteryOf(values));
  return power + wear;
}

export function batteryOf({ battery, batteryPrice, cycles, charging, powerPrice }: Values): Battery {
  return { capacity: battery, price: batteryPrice, cycles, charging, powerPrice };
}

/** What moving it spares the company, before the engineering: `eta phi C - eta D`. */
export function spared({ cloud, moved, devices, shipping }: Workload): number {
  return moved * cloud - devices * shipping;
}

/** What lands on listeners, on average over all of them: `eta phi U`. */
export function landed({ moved, listener }: Workload): number {
  return moved * listener;
}
