import { describe, expect, it } from 'vitest';
import {
  breakEvenBreaks,
  breakEvenListeners,
  breaksUntilNothingIsLeft,
  companyCeiling,
  coreCost,
  deviceEnergy,
  DJ_PRICES,
  djCost,
  defaultValues,
  engineeringCost,
  gpuCost,
  grossProfit,
  listenerCost,
  marginPoints,
  revenueOf,
  shippingCost,
  weigh,
  workloadsOf,
  type DjPrices,
  type Values
} from '../../../src/lib/economics/index.ts';

const values = defaultValues();
const { corePrice, fleetUse, dollars } = values;
const priced = (prices: DjPrices): Values => ({ ...values, ...DJ_PRICES[prices] });
const djDollars = (prices: DjPrices) => workloadsOf(priced(prices), 'generative').dj.cloud * dollars;

/** To so many significant figures, as the published values are written. */
const figures = (value: number, count: number) => Number(value.toPrecision(count));

describe('what a listener brings in', () => {
  it('is a euro and a half on premium, and six cents on the free tier', () => {
    expect(figures(values.arpuFree, 3)).toBe(0.338);
    expect(figures(revenueOf(values, 'premium').profit, 3)).toBe(1.5);
    expect(figures(revenueOf(values, 'free').profit, 2)).toBe(0.062);
    expect(grossProfit(10, 25)).toBe(2.5);
  });
});

describe('workloads: $ a user-month, % of gross profit on premium and free, points on premium', () => {
  const classic = coreCost({
    ...{ calls: values.requests, ms: values.requestMs, cores: 1, price: corePrice, fleetUse }
  });
  const transformerOnGpu = gpuCost({
    ...{ calls: values.calls, flop: 1.47e9, peak: values.gpuPeak, gpuUse: values.gpuUse },
    ...{ price: values.gpuPrice, fleetUse }
  });
  const generative = workloadsOf(values, 'generative').ranking.cloud * dollars;
  const transformer = workloadsOf(values, 'transformer').ranking.cloud * dollars;

  it.each([
    ['C1 classic', classic, 0.00009, 0.005, 0.1, 0.002],
    ['C2 transformer on cores', transformer, 0.0015, 0.09, 2, 0.03],
    ['C2 transformer on a GPU', transformerOnGpu, 0.00004, 0.002, 0.06, 0.0008],
    ['C2 generative', generative, 0.0028, 0.16, 4, 0.05],
    ['C3 cheapest text, $1 voice', djDollars('low'), 0.0085, 0.5, 12, 0.16],
    ['C3 Bedrock, $4 voice', djDollars('middle'), 0.035, 2, 48, 0.66],
    ['C3 Bedrock, $16 voice', djDollars('high'), 0.13, 7.5, 180, 2.5]
  ])('%s', (_, cost, inDollars, ofPremium, ofFree, points) => {
    // As many figures as the published value is written with; 180 counts as two.
    const like = (value: number, published: number) => {
      const written = String(published).replace(/^0\.0*|\.|0+$/g, '');
      expect(figures(value, written.length)).toBe(published);
    };
    like(cost, inDollars);
    like(100 * weigh(cost / dollars, values, 'premium').ofProfit, ofPremium);
    like(100 * weigh(cost / dollars, values, 'free').ofProfit, ofFree);
    like(weigh(cost / dollars, values, 'premium').points, points);
  });

  it('has the legacy service pay for classic ranking', () => {
    expect(workloadsOf(values, 'generative').legacy * dollars).toBeCloseTo(classic, 12);
  });

  it('prices 0.27 ms on two cores, this project’s recommender, at $0.000015', () => {
    const own = coreCost({ calls: values.calls, ms: 0.27, cores: 2, price: corePrice, fleetUse });
    expect(figures(own, 2)).toBe(0.000015);
  });

  it('goes by points of the free tier, too: 0.01 to 0.7 for ranking, 2 to 33 for the DJ', () => {
    const points = (cost: number) => marginPoints(cost / dollars, values.arpuFree);
    expect(figures(points(transformerOnGpu), 1)).toBe(0.01);
    expect(figures(points(generative), 1)).toBe(0.7);
    expect(figures(points(djDollars('low')), 1)).toBe(2);
    expect(figures(points(djDollars('high')), 2)).toBe(33);
  });
});

describe('the DJ', () => {
  const parts = (prices: DjPrices) => djCost(priced(prices));

  it('costs 0.0005 to 0.003 dollars in text; speech is 91 to 98 % of it', () => {
    expect(figures(parts('low').text, 1)).toBe(0.0005);
    expect(figures(parts('middle').text, 1)).toBe(0.003);
    const share = ({ text, speech }: { text: number; speech: number }) => speech / (text + speech);
    expect(figures(share(parts('middle')), 2)).toBe(0.91);
    expect(figures(share(parts('high')), 2)).toBe(0.98);
  });

  it.each([
    ['low', 137, 10, 0.001, 210],
    ['middle', 33, 40, 0.006, 40],
    ['high', 9, 148, 0.021, 10]
  ] as const)(
    'priced %s: breaks that a free listener’s profit covers, M $ a year for all, its share, M listeners',
    (prices, breaks, ceiling, ofGrossProfit, listeners) => {
      const at = priced(prices);
      expect(Math.abs(breaksUntilNothingIsLeft(at, 'free') - breaks)).toBeLessThan(1);
      const company = companyCeiling(at);
      expect(Math.abs(company.dollars - ceiling)).toBeLessThan(0.5);
      expect(company.ofGrossProfit).toBeCloseTo(ofGrossProfit, 3);
      const found = breakEvenListeners(at, workloadsOf(at, 'generative').dj, 'company') ?? 0;
      expect(figures(found, prices === 'low' ? 2 : 1)).toBe(listeners);
    }
  );

  it('breaks even where its saving covers shipping and engineering', () => {
    const breaks = breakEvenBreaks(values, 'company') ?? 0;
    const { dj, engineering } = workloadsOf({ ...values, breaks }, 'generative');
    expect(dj.moved * dj.cloud).toBeCloseTo(dj.devices * dj.shipping + engineering, 12);
  });
});

describe('the listener', () => {
  const energy = deviceEnergy(values.breaks * 900, values.tokenEnergy);
  const { power, wear } = listenerCost(energy, {
    ...{ capacity: values.battery, price: values.batteryPrice, cycles: values.cycles },
    ...{ charging: values.charging, powerPrice: values.powerPrice }
  });

  it('gives the DJ 0.31 Wh a month, 1.6 % of one charge: 0.0001 EUR of power, 0.0016 of wear', () => {
    expect(figures(energy, 2)).toBe(0.31);
    expect(figures((100 * energy) / values.battery, 2)).toBe(1.6);
    expect(figures(power, 1)).toBe(0.0001);
    expect(figures(wear, 2)).toBe(0.0016);
    expect(workloadsOf(values, 'generative').dj.listener).toBeCloseTo(power + wear, 12);
  });

  it('gives the ranking 0.03 Wh, at a pessimistic 100 mJ a call', () => {
    expect(figures(deviceEnergy(values.calls, values.callEnergy), 1)).toBe(0.03);
  });

  it('pays 4 to 65 times less than the cloud', () => {
    const inDollars = (power + wear) * dollars;
    expect(Math.round(djDollars('low') / inDollars)).toBe(4);
    expect(Math.round(djDollars('high') / inDollars)).toBe(65);
  });

  it('would pay by published energies of a token and a call', () => {
    // 1 % of 19.4 Wh makes 9,000 tokens on the NPU, or 2,443 on the processor.
    expect(figures((0.194 * 3600) / 9000, 2)).toBe(0.078);
    expect(figures((0.194 * 3600) / 2443, 3)).toBe(0.286);
    expect(figures(3.47e-3 * 0.454, 3)).toBe(0.00158);
  });
});

describe('hidden bills', () => {
  it('ships the DJ for $0.0023 a month, over 27 % of the cheapest DJ, and the ranking for $0.00003', () => {
    const { djSize, deliveryPrice, djUpdates, rankingSize, rankingUpdates } = values;
    const shipped = shippingCost(djSize, deliveryPrice, djUpdates);
    expect(figures(shipped, 2)).toBe(0.0023);
    expect(Math.floor((100 * shipped) / djDollars('low'))).toBe(27);
    expect(figures(shippingCost(rankingSize, deliveryPrice, rankingUpdates), 1)).toBe(0.00003);
  });

  it('spreads the engineering: 0.0004 EUR at 761 M listeners, 0.33 at one million', () => {
    expect(figures(engineeringCost(values.engineering, values.listeners), 1)).toBe(0.0004);
    expect(figures(engineeringCost(values.engineering, 1), 2)).toBe(0.33);
  });
});
