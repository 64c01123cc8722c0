import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatMoney,
  formatNumber,
  formatShare,
  formatValue,
  formatWithDj
} from '../../../src/lib/app/thesis/amounts.ts';
import { listenersChart, minutesChart, tornadoChart } from '../../../src/lib/app/thesis/charts.ts';
import { claims } from '../../../src/lib/app/thesis/claims.ts';
import { deviceAccount } from '../../../src/lib/app/thesis/device.ts';
import { describeAnswer, findings } from '../../../src/lib/app/thesis/findings.ts';
import { modelTable } from '../../../src/lib/app/thesis/models-table.ts';
import { describeParameter, speakValue } from '../../../src/lib/app/thesis/parameter-words.ts';
import {
  defaultQuestion,
  parseThesis,
  writeThesis,
  type ThesisQuestion
} from '../../../src/lib/app/thesis/question.ts';
import { djPricesOf, sliderOf, stopAt } from '../../../src/lib/app/thesis/sliders.ts';
import { DJ_PRICES, PARAMETER_IDS, PARAMETERS, type Values } from '../../../src/lib/economics/index.ts';
import { phoneMeasurement } from '../device/measurement.ts';

const defaults = defaultQuestion();
const withValues = (change: Partial<Values>, rest: Partial<ThesisQuestion> = {}): ThesisQuestion => ({
  ...defaults,
  ...rest,
  values: { ...defaults.values, ...change }
});

describe('the address', () => {
  it('is empty where nothing was changed, and gives back what was', () => {
    expect(writeThesis(defaults)).toBe('');
    const question = fc.record({
      tier: fc.constantFrom('premium' as const, 'free' as const),
      recommender: fc.constantFrom('generative' as const, 'transformer' as const),
      moved: fc.array(fc.tuple(fc.constantFrom(...PARAMETER_IDS), fc.double({ min: 0, max: 1, noNaN: true })))
    });
    fc.assert(
      fc.property(question, ({ tier, recommender, moved }) => {
        const values = { ...defaults.values };
        for (const [id, share] of moved) {
          values[id] = stopAt(id, Math.round(share * sliderOf(id, values[id]).last));
        }
        const asked = { tier, recommender, values };
        expect(parseThesis(new URLSearchParams(writeThesis(asked)))).toEqual(asked);
      }),
      { seed: 20_261_128 }
    );
  });

  it.each([
    'tier=rich',
    'recommender=magic',
    'breaks=0',
    'breaks=16.5',
    'breaks=1e9',
    'breaks=-5',
    'breaks=NaN',
    'breaks=0x10',
    'breaks=%3Cscript%3E',
    'priceSpeech=',
    'priceSpeech=Infinity',
    'cores=1',
    '__proto__=1',
    'unknown=3'
  ])('has no effect where it makes no sense: %s', (text) => {
    expect(parseThesis(new URLSearchParams(text))).toEqual(defaults);
  });
});

describe('amounts', () => {
  it('have two figures, the unit, and a real minus', () => {
    expect([0, 0.00903, -0.0044, 0.000073, 0.5, 1.504].map(formatMoney)).toEqual([
      '0\u202fct',
      '0.90\u202fct',
      '−0.44\u202fct',
      '0.0073\u202fct',
      '50\u202fct',
      '€1.50'
    ]);
    expect([444.2, 0.053].map(formatNumber)).toEqual(['440', '0.053']);
    expect([0, 0.0219].map(formatShare)).toEqual(['0\u202f%', '2.2\u202f%']);
    expect([1, 4, 16].map(formatWithDj)).toEqual(['15 min', '1 h', '4 h']);
  });

  it('of parameters are as exact as they were given', () => {
    const said = (id: keyof Values, value = PARAMETERS[id].value) => formatValue(PARAMETERS[id], value);
    expect(said('priceSpeech')).toBe('$4/M characters');
    expect(said('corePrice')).toBe('$0.041 an hour');
    expect(said('dollars')).toBe('1.17 $/EUR');
    expect(said('flop')).toBe('100 GFLOP');
    expect(said('gpuPeak')).toBe('125 TFLOP/s');
    expect(said('callEnergy', 0.00068)).toBe('0.68 mJ');
    expect(said('djDevices')).toBe('30\u202f%');
    expect(said('marginPremium')).toBe('33.2\u202f%');
    expect(speakValue('breaks', 16)).toBe('16 a month, 4 h with the DJ');
  });

  it('come with what they are: fact or assumption, how sure, from where, in what range', () => {
    expect(describeParameter('priceSpeech', defaults.values)).toMatchObject({
      kind: 'fact',
      confidence: 'read second-hand, in a page about the source',
      range: '$1/M characters to $30/M characters',
      sources: [{ id: 14 }, { id: 15 }]
    });
    const { kind, range } = describeParameter('batteryPrice', defaults.values);
    expect(kind).toBe('assumption');
    expect(range).toContain('no range is known');
  });
});

describe('the verdict', () => {
  it('is in part by default, hardly without the DJ, and no where nothing can move', () => {
    expect(describeAnswer(defaults)).toBe(
      'In part: it gives back 0.20 points of gross margin, of the 0.72 that computing in the cloud takes from a ' +
        'premium listener. The company keeps 0.90\u202fct a month; listeners pay 0.059\u202fct for it.'
    );
    expect(describeAnswer(withValues({ djDevices: 0 }))).toMatch(/^Hardly: it gives back 0\.014 points/);
    expect(describeAnswer(withValues({ djDevices: 0, rankingDevices: 0 }))).toMatch(
      /^No\. .* loses the company 0\.044/
    );
  });

  it('turns where the numbers turn', () => {
    const titles = (question: ThesisQuestion) => findings(question).map(({ title }) => title);
    expect(titles(defaults)).toEqual([
      'Speech is the bill',
      'Ranking is too cheap to matter',
      'The free tier is the strongest case',
      'The margin did not shrink: it grew',
      'Royalties set the margin, not inference',
      'A web page cannot vouch for an NPU today',
      'The listener pays less than the cloud charges',
      'A small service loses by moving the DJ'
    ]);
    const free = titles(withValues({ tokensIn: 4000, priceSpeech: 1, breaks: 160 }, { tier: 'free' }));
    expect(free).toContain('Text is the larger part of the bill');
    expect(free).toContain('Ranking shows on the free tier');
    expect(free).toContain('The DJ eats more than a free listener leaves');
    expect(titles(withValues({ priceSpeech: 16 }))).toContain('The DJ rivals a percent of royalties');
    expect(titles(withValues({ djDevices: 0 }))).toContain('Moving the DJ never pays');
  });

  it('says what goes against the article, whatever is assumed', () => {
    const against = findings(defaults).flatMap(({ title, against }) => (against ? [title] : []));
    expect(against).toHaveLength(4);
    const holds = claims(defaults).map(({ holds }) => holds);
    expect(holds).toContain('Not in the filings');
    expect(holds).toContain('Not from a web page today');
    expect(claims(withValues({ djDevices: 0, rankingDevices: 0 }))[4]?.holds).toBe(
      'Not on these assumptions'
    );
  });
});

describe('the table of models', () => {
  it('has a figure for every model, and says how', () => {
    const { columns, rows } = modelTable(defaults);
    for (const { cells, formula } of rows) {
      expect(cells).toHaveLength(columns.length);
      expect(formula).not.toBe('');
    }
    const cells = (name: string) => rows.find((row) => row.name === name)?.cells;
    expect(cells('The company pays')).toEqual(['0.0073\u202fct', '3.2\u202fct', '2.3\u202fct']);
    expect(cells('Margin left')).toEqual(['33.20\u202f%', '32.48\u202f%', '32.68\u202f%']);
  });
});

describe('charts', () => {
  it('have a table of as many columns as it names, and a text alternative with the figures', () => {
    const [tornado, listeners, minutes] = [
      tornadoChart(defaults),
      listenersChart(defaults),
      minutesChart(defaults)
    ];
    for (const { table } of [tornado, listeners, minutes]) {
      expect(table.rows.length).toBeGreaterThan(5);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    }
    expect(tornado.rows).toHaveLength(10);
    expect(tornado.table.rows.length).toBeGreaterThan(10);
    expect(tornado.summary).toMatch(/^0\.84\u202fct .* “Times the DJ speaks” moves it most/);
    expect(listeners.summary).toContain('moving the DJ pays from 40\u202fM on');
    expect(listeners.lines.map(({ crossing }) => crossing?.text)).toEqual([
      '40\u202fM',
      '42\u202fM',
      '320\u202fM'
    ]);
    expect(minutes.lines[0]?.crossing?.text).toBe('28 min');
  });

  it('draw nothing where nothing moves', () => {
    const chart = listenersChart(withValues({ djDevices: 0 }));
    expect(chart.lines.map(({ name }) => name)).toEqual(['Ranking']);
    expect(chart.summary).toContain('moving the DJ never pays');
  });
});

describe('this very device', () => {
  it('is priced by its fastest core, and says that energy was not measured', () => {
    const account = deviceAccount(phoneMeasurement(), defaults.values, 'premium');
    const figure = (name: string) => account?.figures.find((entry) => entry.name === name)?.value;
    // 0.3 ms for the answer and 0.4 ms for the ranking, a thousand times a month.
    expect(figure('A recommendation')).toBe('0.70 ms');
    expect(figure('The cloud would charge')).toBe(formatMoney((0.7 * (0.041 / 3600)) / 0.4 / 1.17));
    expect(account?.words).toContain('You pay less than that');
    expect(account?.basis).toContain('no browser tells a page how much energy');
  });

  it('is not priced by a GPU, which is no core', () => {
    const measurement = phoneMeasurement();
    measurement.encoder.rungs = measurement.encoder.rungs.filter(({ name }) => name === 'webgpu');
    expect(deviceAccount(measurement, defaults.values, 'premium')).toBeUndefined();
  });
});

describe('sliders', () => {
  it('know the price lists, and when the reader has made one', () => {
    expect(djPricesOf(defaults.values)).toBe('middle');
    expect(djPricesOf({ ...defaults.values, ...DJ_PRICES.high })).toBe('high');
    expect(djPricesOf({ ...defaults.values, priceSpeech: 5 })).toBe('own');
  });
});
