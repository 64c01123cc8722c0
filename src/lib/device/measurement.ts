import type {
  Missing,
  ModelShape,
  RankerFigures,
  RankerName,
  RungReports,
  TrainerFigures
} from '../compute/index.ts';

/** What this device can do for its listener, measured on it. Times in ms. */
export interface Measurement {
  /** ms since epoch. */
  measuredAt: number;
  /** As the browser names itself. */
  browser: string;
  /** Logical processor cores, as far as the browser tells. */
  cores: number;
  model: MeasuredModel;
  /** The network's answer for one window. */
  encoder: RungReports;
  /** Scores of all songs and the best hundred. */
  ranking: (RankerFigures | Missing<RankerName>)[];
  /** One step of training. */
  training: (TrainerFigures | Missing)[];
}

/** What was measured with. */
export interface MeasuredModel extends Pick<
  ModelShape,
  'width' | 'heads' | 'blocks' | 'hidden' | 'context' | 'batch' | 'items' | 'negatives'
> {
  /** Whether the weights were learnt here, or are invented ones of the same shape. */
  weights: 'learnt' | 'invented';
}

export interface MeasurementProgress {
  doing: 'building' | 'encoding' | 'ranking' | 'training';
  /** The route that is being built. */
  route?: string;
  /** Share of all that is done, 0 ... 1. */
  fraction: number;
}
