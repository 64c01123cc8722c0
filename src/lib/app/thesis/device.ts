import { coreTime, deviceMonth, PARAMETERS, weigh, type Tier, type Values } from '$lib/economics/index.ts';
import type { Measurement } from '../../device/index.ts';
import { formatDay } from '../dates.ts';
import type { Figure } from '../figures.ts';
import { formatCount, formatDuration, formatMilliseconds } from '../format.ts';
import { formatMoney, formatShare, formatValue } from './amounts.ts';

/** A month of this very device. */
export interface DeviceAccount {
  figures: readonly Figure[];
  /** What it means, in a sentence. */
  words: string;
  /** What the figures stand on. */
  basis: string;
}

/** Steps of training that are priced. */
const STEPS = 1000;

/** Absent where nothing that one processor core did was measured. */
export function deviceAccount(
  { encoder, ranking, training, model, measuredAt }: Measurement,
  values: Values,
  tier: Tier
): DeviceAccount | undefined {
  const answer = fastest(encoder.rungs.filter(({ name }) => name === 'wasm' || name === 'cpu'));
  // Whole scores, not those of rounded vectors.
  const ranked = fastest(ranking.filter(({ name }) => name !== 'wasm-int8'));
  if (answer === undefined || ranked === undefined) return undefined;
  const ms = answer + ranked;
  const month = deviceMonth(ms, values);
  const step = fastest(training.filter(({ name }) => name === 'wasm' || name === 'cpu'));
  const { ofProfit } = weigh(month.cloud, values, tier);
  return {
    figures: [
      { name: 'A recommendation', value: formatMilliseconds(ms) },
      { name: 'Busy in a month', value: formatDuration(month.seconds) },
      { name: 'The cloud would charge', value: formatMoney(month.cloud) },
      { name: 'You pay', value: formatMoney(month.listener) },
      ...(step === undefined
        ? []
        : [
            {
              name: `${formatCount(STEPS)} training steps, in the cloud`,
              value: formatMoney(coreTime(STEPS, step, values))
            }
          ])
    ],
    words:
      `What this device would do for you in a month, ${formatCount(month.calls)} recommendations, a cloud ` +
      `would do for ${formatMoney(month.cloud)}: ${formatShare(ofProfit)} of what a ${tier} listener ` +
      'leaves. ' +
      (month.listener > month.cloud
        ? 'By the energy assumed here you pay more than that. Money is no reason to do it here; that it is ' +
          'private, instant and works offline is.'
        : 'You pay less than that.'),
    basis:
      `Measured on ${formatDay(measuredAt)} with ${formatCount(model.items)} songs: the network’s answer ` +
      `(${formatMilliseconds(answer)}) and the ranking (${formatMilliseconds(ranked)}), each on one ` +
      'processor core by the fastest route. The cloud’s price is that of a rented core that takes as long ' +
      'as yours, its idle time included. What you pay is not measured: no browser tells a page how much ' +
      'energy it used, so each call is taken to use ' +
      `${formatValue(PARAMETERS.callEnergy, values.callEnergy)}, or the ${formatValue(PARAMETERS.corePower, values.corePower)} that a busy core may ` +
      'draw for as long as it takes, whichever is less, of power and battery life. Training is in neither sum: how often it runs differs, and its energy is not known.'
  };
}

/** ms of the fastest, at p50. */
function fastest(reports: readonly object[]): number | undefined {
  const times = reports.flatMap((report) =>
    'p50' in report && typeof report.p50 === 'number' ? [report.p50] : []
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}
