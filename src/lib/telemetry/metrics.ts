/** What a metric can say. */
export type Domain =
  /** One of k answers, told by subset selection. */
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** A number from `low` to `high`; whatever lies outside counts as the nearer end. Told by the hybrid mechanism. */
  | { readonly kind: 'mean'; readonly low: number; readonly high: number; readonly unit: string };

/** One question that a service may ask everybody once a week. */
export interface Metric {
  readonly id: string;
  /** A few words. */
  readonly name: string;
  /** As it would be put to the person. */
  readonly question: string;
  /** What one person can add at most, whatever they did. */
  readonly bound: string;
  /** What the service gains. */
  readonly gain: string;
  readonly domain: Domain;
  /** Default budget of one report; one of `EPSILONS`. */
  readonly epsilon: number;
}

/**
 * The budgets that one report may have. Few, because reports of different budgets are added up apart: the fewer
 * sums, the larger the crowd in each.
 */
export const EPSILONS = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;

/** Every part that may serve; the names are those of the recommender. */
const SERVING = [
  'nothing',
  'mixture',
  'network',
  'habit',
  'item-item',
  'transitions',
  'base-level',
  'another part'
] as const;

const BACKENDS = ['WebNN', 'WebGPU', 'WASM', 'CPU'] as const;
const LATENCIES = ['under 1 ms', '1 to 4 ms', '4 to 16 ms', '16 to 64 ms', '64 ms and over'] as const;

/**
 * All that Earshot can ever report. Each answer exists for everybody, "nothing" included, so that whether a report comes
 * tells no more than the report itself.
 */
export const METRICS = [
  {
    id: 'family',
    name: 'Music of the week',
    question: 'Which kind of generated music did you play most this week?',
    bound: 'One answer a week, however much you play.',
    gain: 'Which kinds of music to make more of.',
    domain: {
      kind: 'choice',
      options: [
        'nothing',
        'drift',
        'bells',
        'felt',
        'pulse',
        'rain',
        'cascade',
        'night',
        'strings',
        'other music'
      ]
    },
    epsilon: 1
  },
  {
    id: 'hour',
    name: 'Listening hour',
    question: 'At which hour of the day did you play one piece, drawn at random from your week?',
    bound: 'One piece of the week, drawn on the device.',
    gain: 'When people listen, so that updates stay out of the way.',
    domain: {
      kind: 'choice',
      options: ['nothing', ...Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)]
    },
    epsilon: 1
  },
  {
    id: 'accepted',
    name: 'Recommendations accepted',
    question: 'Of the plays that you began this week, what share did Earshot recommend and you hear out?',
    bound: 'A share from 0 to 1, however much you play; 0 in a week without music.',
    gain: 'Whether the recommendations are any good.',
    domain: { kind: 'mean', low: 0, high: 1, unit: 'share' },
    epsilon: 1
  },
  {
    id: 'skipped',
    name: 'Skips',
    question: 'Of the plays that you began this week, what share did you skip?',
    bound: 'A share from 0 to 1, however much you play; 0 in a week without music.',
    gain: 'Whether an update made the choice of music worse.',
    domain: { kind: 'mean', low: 0, high: 1, unit: 'share' },
    epsilon: 1
  },
  {
    id: 'minutes',
    name: 'Minutes listened',
    question: 'How long did you listen this week?',
    bound: 'One of eight answers; everything over 28 hours is the same answer.',
    gain: 'How much music people carry with them, and so what storage and battery must bear.',
    domain: {
      kind: 'choice',
      options: [
        'nothing',
        'under 30 min',
        '30 to 60 min',
        '1 to 3 h',
        '3 to 7 h',
        '7 to 14 h',
        '14 to 28 h',
        'over 28 h'
      ]
    },
    epsilon: 0.5
  },
  {
    id: 'latency',
    name: 'Speed of the model',
    question: 'On which processor does your device answer, and how long does one answer take?',
    bound: 'One of 21 answers, as last measured on this device.',
    gain: 'What the hardware in pockets can do: the measurement behind the Thesis page.',
    domain: {
      kind: 'choice',
      options: ['not measured', ...BACKENDS.flatMap((name) => LATENCIES.map((time) => `${name}, ${time}`))]
    },
    epsilon: 1
  },
  {
    id: 'serving',
    name: 'Part that serves',
    question: 'Which part of the model does best on your last plays, and so makes your list?',
    bound: 'One of eight answers.',
    gain: 'Which parts of the model to work on.',
    domain: { kind: 'choice', options: SERVING },
    epsilon: 0.5
  }
] as const satisfies readonly Metric[];

export type MetricId = (typeof METRICS)[number]['id'];

/** @returns undefined where there is no such metric, e.g. in a report from elsewhere */
export function findMetric(id: string): (Metric & { readonly id: MetricId }) | undefined {
  return METRICS.find((metric) => metric.id === id);
}
