import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balanceOf,
  breakEvenBreaks,
  breakEvenListeners,
  compareModels,
  defaultValues,
  deviceMonth,
  landed,
  nearestStop,
  PARAMETER_IDS,
  PARAMETERS,
  returnOn,
  returnsByBreaks,
  returnsByListeners,
  sensitivity,
  SOURCES,
  spared,
  stopsOf,
  workloadsOf,
  type ParameterId,
  type Recommender,
  type Values
} from '../../../src/lib/economics/index.ts';

const seed = { seed: 20_261_128, numRuns: 200 };
const defaults = defaultValues();
const recommender = fc.constantFrom<Recommender>('transformer', 'generative');

/** Any values within the ranges of the parameters. */
const anyValues: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(
    PARAMETER_IDS.map((id) => {
      const { value, range } = PARAMETERS[id];
      return [id, range ? fc.double({ min: range.low, max: range.high, noNaN: true }) : fc.constant(value)];
    })
  ) as Record<ParameterId, fc.Arbitrary<number>>
);

describe('parameters', () => {
  it('begin within their ranges, and are facts with a source or a note, or else assumptions', () => {
    for (const id of PARAMETER_IDS) {
      const { value, range, confidence, kind, sources, note } = PARAMETERS[id];
      if (range) expect(value >= range.low && value <= range.high, id).toBe(true);
      if (confidence === 'assumed') expect(kind, id).toBe('assumption');
      if (kind === 'fact') expect(sources.length > 0 || note !== undefined, id).toBe(true);
      for (const source of sources) expect(SOURCES[source], id).toBeTruthy();
    }
  });

  it('have sliders that reach both ends and the value they begin with, in order, in few steps', () => {
    for (const id of PARAMETER_IDS) {
      const parameter = PARAMETERS[id];
      const stops = stopsOf(parameter);
      expect(stops, id).toContain(parameter.value);
      expect(stops, id).toEqual([...new Set(stops)].sort((a, b) => a - b));
      if (!parameter.range) continue;
      expect([stops[0], stops.at(-1)], id).toEqual([parameter.range.low, parameter.range.high]);
      expect(stops.length, id).toBeGreaterThan(5);
      expect(stops.length, id).toBeLessThanOrEqual(62);
      stops.forEach((stop, index) => {
        expect(nearestStop(stops, stop)).toBe(index);
      });
    }
  });
});

describe('laws of the models', () => {
  it('what the efficient model spares is what the AI-native one pays more', () => {
    fc.assert(
      fc.property(anyValues, recommender, (values, which) => {
        const models = compareModels(values, which);
        const { company, listener, together } = balanceOf(values, which);
        expect(company).toBeCloseTo(models['ai-native'].company - models.efficient.company, 9);
        expect(listener).toBeCloseTo(models.efficient.listener, 12);
        expect(together).toBeCloseTo(company - listener, 12);
      }),
      seed
    );
  });

  it('no use costs no computing, and nobody moves anything where no device can', () => {
    const idle = { ...defaults, requests: 0, calls: 0, breaks: 0 };
    const { legacy, ...models } = compareModels(idle, 'generative');
    expect(legacy.company).toBe(0);
    expect(models['ai-native'].company).toBe(0);
    expect(models.efficient.listener).toBe(0);
    expect(deviceMonth(5, idle)).toEqual({ calls: 0, seconds: 0, cloud: 0, energy: 0, listener: 0 });

    const none = { ...defaults, rankingDevices: 0, djDevices: 0 };
    const { engineering } = workloadsOf(none, 'generative');
    expect(balanceOf(none, 'generative')).toEqual({
      company: -engineering,
      listener: 0,
      together: -engineering
    });
  });

  it('a call of this device uses no more than a busy core draws while it lasts', () => {
    const ms = 2;
    const energy = (values: typeof defaults) => deviceMonth(ms, values).energy;
    const joules = (values: typeof defaults) => (3600 * energy(values)) / values.calls;
    expect(joules({ ...defaults, callEnergy: 0.1, corePower: 5 })).toBeCloseTo(0.01, 12);
    expect(joules({ ...defaults, callEnergy: 0.1, corePower: 10 })).toBeCloseTo(0.02, 12);
    expect(joules({ ...defaults, callEnergy: 0.001, corePower: 10 })).toBeCloseTo(0.001, 12);
  });

  it('dearer clouds make moving worth more; dearer delivery, power and batteries make it worth less', () => {
    const more: ParameterId[] = ['priceIn', 'priceOut', 'priceSpeech', 'corePrice', 'breaks', 'characters'];
    const less: ParameterId[] = ['deliveryPrice', 'engineering', 'djSize', 'djUpdates'];
    const lands: ParameterId[] = ['powerPrice', 'batteryPrice', 'tokenEnergy', 'callEnergy'];
    fc.assert(
      fc.property(anyValues, recommender, fc.double({ min: 1, max: 3, noNaN: true }), (values, which, by) => {
        const before = balanceOf(values, which);
        const after = (id: ParameterId) => balanceOf({ ...values, [id]: values[id] * by }, which);
        const slack = 1e-12;
        for (const id of more) expect(after(id).company).toBeGreaterThanOrEqual(before.company - slack);
        for (const id of less) expect(after(id).company).toBeLessThanOrEqual(before.company + slack);
        for (const id of lands) {
          expect(after(id).company).toBe(before.company);
          expect(after(id).together).toBeLessThanOrEqual(before.together + slack);
        }
      }),
      seed
    );
  });

  it('what the company keeps is never more than what the cloud costs', () => {
    fc.assert(
      fc.property(anyValues, recommender, (values, which) => {
        const { company } = balanceOf(values, which);
        expect(company).toBeLessThanOrEqual(compareModels(values, which)['ai-native'].company);
      }),
      seed
    );
  });
});

describe('breaking even', () => {
  it('is where a euro spent spares a euro, for either side', () => {
    fc.assert(
      fc.property(
        anyValues,
        recommender,
        fc.constantFrom('company' as const, 'together' as const),
        (values, which, side) => {
          for (const name of ['ranking', 'dj'] as const) {
            const workload = workloadsOf(values, which)[name];
            const listeners = breakEvenListeners(values, workload, side);
            const gain = spared(workload) - (side === 'together' ? landed(workload) : 0);
            if (listeners === undefined) expect(gain).toBeLessThanOrEqual(0);
            else if (gain > 1e-9) {
              const [point] = returnsByListeners(values, which, name, [listeners]);
              expect(point?.[side]).toBeCloseTo(1, 6);
            }
          }
          const breaks = breakEvenBreaks(values, side);
          if (breaks !== undefined && breaks < 1e9)
            expect(returnsByBreaks(values, [breaks])[0]?.[side]).toBeCloseTo(1, 6);
        }
      ),
      seed
    );
  });

  it('grows with listeners and with the DJ’s breaks', () => {
    const rising = (points: { company: number; together: number }[]) => {
      points.forEach((point, n) => {
        const before = points[n - 1];
        if (before) expect(point.company).toBeGreaterThan(before.company);
        expect(point.together).toBeLessThan(point.company);
      });
    };
    rising(returnsByListeners(defaults, 'generative', 'dj', [1, 10, 100, 761]));
    rising(returnsByBreaks(defaults, [1, 5, 16, 160]));
    const nothing = { cloud: 0, devices: 0, moved: 0, shipping: 0, listener: 0 };
    expect(returnOn(nothing, 0, 'company')).toBe(0);
  });
});

describe('sensitivity', () => {
  const result = (values: Values) => balanceOf(values, 'generative').together;

  it('has every swing hold the result it began with, the widest first', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const base = result(values);
        const swings = sensitivity(values, result);
        const widths = swings.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
        expect(widths).toEqual([...widths].sort((a, b) => b - a));
        for (const { atLow, atHigh } of swings) {
          expect(base).toBeGreaterThanOrEqual(Math.min(atLow, atHigh) - 1e-12);
          expect(base).toBeLessThanOrEqual(Math.max(atLow, atHigh) + 1e-12);
        }
      }),
      seed
    );
  });

  it('goes by stated ranges alone, and leaves out what changes nothing', () => {
    const ids = sensitivity(defaults, result).map(({ id }) => id);
    expect(ids).toContain('priceSpeech');
    expect(ids).not.toContain('arpuPremium');
    for (const id of ids) expect(PARAMETERS[id].range?.stated, id).toBe(true);
    const { priceSpeech } = PARAMETERS;
    const swing = sensitivity(defaults, result).find(({ id }) => id === 'priceSpeech');
    expect([swing?.low, swing?.high]).toEqual([priceSpeech.range?.low, priceSpeech.range?.high]);
  });
});

describe('this device', () => {
  it('is priced as one cloud core that takes as long', () => {
    const month = deviceMonth(3.6, defaults);
    expect(month.seconds).toBeCloseTo(3.6, 12);
    expect(month.cloud).toBeCloseTo(((3.6 / 3600) * 0.041) / 0.4 / 1.17, 12);
    // Less than the assumed energy of a call: a core draws no more than 5 W.
    expect(month.energy).toBeCloseTo((3.6 * 5) / 3600, 12);
    const slow = deviceMonth(100, defaults);
    expect(slow.energy).toBeCloseTo(100 / 3600, 12);
    expect(slow.listener).toBeCloseTo(workloadsOf(defaults, 'generative').ranking.listener, 12);
  });
});
