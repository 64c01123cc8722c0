import type { Play } from '../history/index.ts';
import { type Rng, uniformBelow } from '../privacy/index.ts';
import { findMetric, type MetricId } from './metrics.ts';

/** All that the answers of one week are made from. */
export interface Week {
  /** What began in the week, skips included, without what is kept out of taste. */
  readonly plays: readonly Play[];
  /** Ids of the plays that began from a recommendation. */
  readonly recommended: ReadonlySet<string>;
  /** The hour of a moment by the listener's clock, 0 ... 23. @param time ms since epoch */
  readonly hourOf: (time: number) => number;
  /** The part of the recommender that makes the list; undefined where none does. */
  readonly serving: string | undefined;
  /** The way to compute that answers, as last measured, and ms an answer; undefined where nothing was measured. */
  readonly answering: { readonly route: string; readonly ms: number } | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Where the answers to "how long" end, except for the first, no music, and the last, which has no end. */
const DURATIONS = [30 * MINUTE, HOUR, 3 * HOUR, 7 * HOUR, 14 * HOUR, 28 * HOUR];
/** In the order of the metric's answers. */
const ROUTES = ['webnn', 'webgpu', 'wasm', 'cpu'];
/** ms; the last answer has no end. */
const LATENCIES = [1, 4, 16, 64];
const PIECE = /^earshot:piece:(\w+)-\d+$/;
/** What the recommender's part is called among the answers, where it has another name there. */
const PARTS: Readonly<Record<string, string>> = { 'sequence-network': 'network' };

/**
 * What somebody would answer who told the truth: of a choice the number of the option, of a mean the number on the
 * metric's own scale. The sample listener is invented, and so has no music.
 * @param rng draws the piece whose hour is told
 */
export function trueAnswer(metric: MetricId, week: Week, rng: Rng): number {
  const plays = week.plays.filter(({ source }) => source !== 'sample');
  const heard = plays.filter(({ completed }) => completed === 'played');
  switch (metric) {
    case 'family':
      return optionOf('family', familyOf(heard));
    case 'hour': {
      const play = heard.length > 0 ? heard[uniformBelow(heard.length, rng)] : undefined;
      return play ? 1 + week.hourOf(play.startedAt) : 0;
    }
    case 'accepted':
      return shareOf(plays, ({ id, completed }) => completed === 'played' && week.recommended.has(id));
    case 'skipped':
      return shareOf(plays, ({ completed }) => completed === 'skipped');
    case 'minutes':
      return heard.length === 0 ? 0 : durationOption(total(heard));
    case 'latency': {
      if (!week.answering) return 0;
      const route = ROUTES.indexOf(week.answering.route);
      return route < 0 ? 0 : 1 + route * (LATENCIES.length + 1) + placeOf(week.answering.ms, LATENCIES);
    }
    case 'serving':
      return week.serving === undefined ? 0 : optionOf('serving', PARTS[week.serving] ?? week.serving);
  }
}

/** The answer to "how long" for a week with music. @param ms heard */
function durationOption(ms: number): number {
  return 1 + placeOf(ms, DURATIONS);
}

/** The kind of generated music that was heard most, of equals the first in the list; else other music, if any. */
function familyOf(heard: readonly Play[]): string {
  const counts = new Map<string, number>();
  for (const { uri } of heard) {
    const family = PIECE.exec(uri ?? '')?.[1];
    if (family !== undefined) counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  const best = optionsOf('family').find((family) => most > 0 && counts.get(family) === most);
  return best ?? (heard.length > 0 ? 'other music' : 'nothing');
}

function shareOf(plays: readonly Play[], holds: (play: Play) => boolean): number {
  return plays.length === 0 ? 0 : plays.filter(holds).length / plays.length;
}

/** ms heard; a play of which no source tells the length counts nothing, as in the statistics. */
function total(plays: readonly Play[]): number {
  return plays.reduce((sum, { msPlayed = 0 }) => sum + msPlayed, 0);
}

/** How many of the ends lie at or below a value. */
function placeOf(value: number, ends: readonly number[]): number {
  return ends.filter((end) => end <= value).length;
}

/** The number of an option; a name that is none of them is the last one, which stands for all others. */
function optionOf(metric: MetricId, name: string): number {
  const options = optionsOf(metric);
  const option = options.indexOf(name);
  return option < 0 ? options.length - 1 : option;
}

function optionsOf(metric: MetricId): readonly string[] {
  const domain = findMetric(metric)?.domain;
  return domain?.kind === 'choice' ? domain.options : [];
}
