import {
  compareModels,
  revenueOf,
  weigh,
  type ModelCosts,
  type ModelId,
  type ParameterId
} from '$lib/economics/index.ts';
import { formatMoney, formatNumber, formatShare } from './amounts.ts';
import type { ThesisQuestion } from './question.ts';

export interface ModelRow {
  name: string;
  /** In the order of the columns. */
  cells: readonly string[];
  /** How it is reckoned. */
  formula: string;
  /** What goes into it. */
  parameters: readonly ParameterId[];
  /** A sum of the rows above. */
  total?: true;
}

export interface ModelTable {
  columns: readonly { name: string; about: string }[];
  rows: readonly ModelRow[];
}

const IDS: readonly ModelId[] = ['legacy', 'ai-native', 'efficient'];
const COLUMNS = [
  { name: 'Legacy', about: 'Ranks on processors in the cloud.' },
  { name: 'AI\u2011native', about: 'A larger model ranks, a DJ speaks; all in the cloud.' },
  { name: 'Efficient', about: 'The same, and what can move runs on the listener’s device.' }
];

/** The three models side by side, for one listener and one month. */
export function modelTable({ tier, recommender, values }: ThesisQuestion): ModelTable {
  const models = compareModels(values, recommender);
  const { margin } = revenueOf(values, tier);
  const cells = (cell: (costs: ModelCosts) => string) => IDS.map((id) => cell(models[id]));
  const money = (amount: (costs: ModelCosts) => number) =>
    cells((costs) => (amount(costs) === 0 ? '–' : formatMoney(amount(costs))));
  const points = (costs: ModelCosts) => weigh(costs.company, values, tier).points;
  const income: ParameterId[] =
    tier === 'premium' ? ['arpuPremium', 'marginPremium'] : ['arpuFree', 'marginFree'];
  const rankingOf: ParameterId[] =
    recommender === 'transformer' ? ['coreMs', 'cores'] : ['flop', 'gpuPeak', 'gpuUse', 'gpuPrice'];
  return {
    columns: COLUMNS,
    rows: [
      {
        name: 'Ranking',
        cells: money(({ ranking }) => ranking),
        formula:
          'Legacy: n1 × t_vcpu × p_vcpu / u. AI-native: ' +
          (recommender === 'transformer'
            ? 'n2 × t_core × k × p_vcpu / u.'
            : 'n2 × F / (F_peak × mfu) × p_gpu / u.') +
          ' Efficient: what is left of it after eta × phi has moved.',
        parameters: [
          ...(['requests', 'requestMs', 'corePrice', 'fleetUse', 'calls'] as const),
          ...rankingOf,
          ...(['rankingDevices', 'rankingMovable', 'dollars'] as const)
        ]
      },
      {
        name: 'DJ, its text',
        cells: money(({ text }) => text),
        formula: 'n3 × (tok_in × p_in + tok_out × p_out); efficient: less eta × phi of it.',
        parameters: [
          'breaks',
          'tokensIn',
          'tokensOut',
          'priceIn',
          'priceOut',
          'djDevices',
          'djMovable',
          'dollars'
        ]
      },
      {
        name: 'DJ, its voice',
        cells: money(({ speech }) => speech),
        formula: 'n3 × ch × p_tts; efficient: less eta × phi of it.',
        parameters: ['breaks', 'characters', 'priceSpeech', 'djDevices', 'djMovable', 'dollars']
      },
      {
        name: 'Sending the models',
        cells: money(({ shipping }) => shipping),
        formula: 'eta × size × p_cdn × updates / 12, for the recommender and for the DJ.',
        parameters: [
          ...([
            'rankingDevices',
            'rankingSize',
            'rankingUpdates',
            'djDevices',
            'djSize',
            'djUpdates'
          ] as const),
          ...(['deliveryPrice', 'dollars'] as const)
        ]
      },
      {
        name: 'Second runtime',
        cells: money(({ engineering }) => engineering),
        formula: 'K_eng / (12 × MAU).',
        parameters: ['engineering', 'listeners']
      },
      {
        name: 'The company pays',
        cells: money(({ company }) => company),
        formula: 'All of the above.',
        parameters: [],
        total: true
      },
      {
        name: 'Of its gross profit',
        cells: cells(({ company }) => formatShare(weigh(company, values, tier).ofProfit)),
        formula: 'What the company pays over ARPU × GM.',
        parameters: income
      },
      {
        name: 'Points of margin',
        cells: cells((costs) => `−${formatNumber(points(costs))}`),
        formula: 'What the company pays takes 100 × cost / ARPU points from the gross margin.',
        parameters: income
      },
      {
        name: 'Margin left',
        cells: cells((costs) => `${(margin - points(costs)).toFixed(2).replace('-', '−')}\u202f%`),
        formula:
          'The reported margin less those points, as if none of this were in it yet. What the service pays ' +
          'today is in it already and not published, so only the differences between the columns tell ' +
          'something.',
        parameters: income
      },
      {
        name: 'The listener pays',
        cells: money(({ listener }) => listener),
        formula:
          'eta × phi × (E_dev / (1000 × eta_chg) × p_kwh + E_dev / W_batt × p_batt / cycles), the mean of ' +
          'all listeners. E_dev is n2 × J for the ranking and n3 × (tok_in + tok_out) × J for the DJ. The ' +
          'energy of speech on the device is missing: nobody has measured it.',
        parameters: [
          ...(['calls', 'callEnergy', 'rankingDevices', 'rankingMovable'] as const),
          ...(['breaks', 'tokensIn', 'tokensOut', 'tokenEnergy', 'djDevices', 'djMovable'] as const),
          ...(['battery', 'batteryPrice', 'cycles', 'charging', 'powerPrice'] as const)
        ]
      },
      {
        name: 'Both together',
        cells: money(({ company, listener }) => company + listener),
        formula: 'What the company and the listener pay: the honest bottom line.',
        parameters: [],
        total: true
      },
      {
        name: 'Retention',
        cells: ['unknown', 'unknown', 'unknown'],
        formula: 'No public figure was found for any of the three, so there is nothing to reckon with.',
        parameters: []
      }
    ]
  };
}
