import type { HistorySummary } from '$lib/history/index.ts';
import type { Evaluation, NetworkSummary, Outcome, PartId } from '$lib/recommender/index.ts';
import { countOf, formatCount, formatDay, formatDuration, formatPercent } from './format.ts';
import { partMeanings, partNames } from './parts.ts';

/** A named number. */
export interface Figure {
  name: string;
  value: string;
  /** Words rather than a number: set smaller. */
  words?: boolean;
}

/** "687 plays and 120 skips of 300 songs by 80 artists, from 3 May 2020 to 4 June 2024" */
export function describeHistory(summary: HistorySummary): string {
  const { plays, skips, songs, artists, firstPlay, lastPlay } = summary;
  const heard =
    skips > 0 ? `${countOf(plays, 'play')} and ${countOf(skips, 'skip')}` : countOf(plays, 'play');
  const span =
    firstPlay === undefined || lastPlay === undefined
      ? ''
      : `, from ${formatDay(firstPlay)} to ${formatDay(lastPlay)}`;
  return `${heard} of ${countOf(songs, 'song')} by ${countOf(artists, 'artist')}${span}`;
}

export function networkFigures(network: NetworkSummary): Figure[] {
  return [
    { name: 'Songs', value: formatCount(network.songs) },
    { name: 'Parameters', value: formatCount(network.parameters) },
    {
      name: 'Epochs',
      value: `${network.curve.length} + ${network.epochs - network.curve.length}`
    },
    { name: 'Time', value: formatDuration(network.seconds) },
    { name: 'Processor route', value: network.backend, words: true },
    { name: 'Seed', value: String(network.seed), words: true }
  ];
}

export interface PartFigures {
  name: string;
  meaning: string;
  serving: boolean;
  hr10: string;
  ndcg10: string;
  mrr: string;
  /** The length of the bar: this part's NDCG@10 over the best part's, 0 ... 1. */
  share: number;
}

/** The parts of a comparison, best first. */
export function comparisonFigures(evaluation: Evaluation, serving: PartId): PartFigures[] {
  const parts = Object.entries(evaluation.parts) as [PartId, NonNullable<Evaluation['parts'][PartId]>][];
  parts.sort(([, a], [, b]) => b['ndcg@10'] - a['ndcg@10']);
  const best = parts[0]?.[1]['ndcg@10'] ?? 0;
  return parts.map(([id, metrics]) => ({
    name: partNames[id],
    meaning: partMeanings[id],
    serving: id === serving,
    hr10: formatPercent(metrics['hr@10']),
    ndcg10: metrics['ndcg@10'].toFixed(3),
    mrr: metrics.mrr.toFixed(3),
    share: best > 0 ? metrics['ndcg@10'] / best : 0
  }));
}

/** How the comparison was made. */
export function describeProtocol({ heldOut, cases, candidates, from, to }: Evaluation): string {
  const sampled = cases < heldOut ? ` ${formatCount(cases)} of them, evenly spread, were tested.` : '';
  return (
    `Your last ${countOf(heldOut, 'play')} (${formatDay(from)} to ${formatDay(to)}) were kept apart.${sampled} ` +
    `For each one, every part ranked all ${formatCount(candidates)} songs knowing only what came before it.`
  );
}

/** Below this many held-out plays, one lucky hit decides. */
const FEW_CASES = 100;

/** Says it plainly when a simple count beats the network, or the other way round. */
export function describeVerdict({ serving, evaluation }: Outcome): string | undefined {
  const network = evaluation?.parts['sequence-network'];
  if (!network) return undefined;
  const few =
    evaluation.cases < FEW_CASES
      ? ` With only ${countOf(evaluation.cases, 'play')} to test on, chance may have decided.`
      : '';
  if (serving === 'sequence-network') {
    return `The network did better (by NDCG@10) than the simple counts on your own plays, so it serves you.${few}`;
  }
  return `${partNames[serving]} did better (by NDCG@10) than the network on your own plays, so it serves you.${few}`;
}
