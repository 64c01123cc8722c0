import type { HistorySummary } from '$lib/history/index.ts';
import type { Ablation, Evaluation, NetworkSummary, Outcome, PartId } from '$lib/recommender/index.ts';
import { formatDay } from './dates.ts';
import { countOf, formatCount, formatDuration, formatPercent } from './format.ts';
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

/** What the Model page says of the network: its size, its epochs (and those beyond the best one), its time. */
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
  /** 95 % intervals of the first two. */
  hr10Between: string;
  ndcg10Between: string;
  /** What it is worth to the mixture, where it could be part of it. */
  worth?: string;
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
    hr10Between: between(metrics.intervals['hr@10'], formatPercent),
    ndcg10Between: between(metrics.intervals['ndcg@10'], (value) => value.toFixed(3)),
    ...worthOf(evaluation.ablation?.find(({ part }) => part === id)),
    share: best > 0 ? metrics['ndcg@10'] / best : 0
  }));
}

function between([low, high]: [number, number], format: (value: number) => string): string {
  return `${format(low)} – ${format(high)}`;
}

function worthOf(ablation: Ablation | undefined): { worth?: string } {
  if (!ablation) return {};
  if (!ablation.kept) return { worth: 'Not in your mixture, which does no worse without it.' };
  const loss = ablation.with - ablation.without;
  return {
    worth:
      loss > 0
        ? `In your mixture, which would lose ${loss.toFixed(3)} of NDCG@10 without it.`
        : 'In your mixture, where others could stand in for it.'
  };
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

/** Says it plainly when something simpler beats the mixture, or the other way round. */
export function describeVerdict({ serving, evaluation }: Outcome): string | undefined {
  const rival = (['mixture', 'sequence-network'] as const).find((id) => evaluation?.parts[id]);
  if (!evaluation || !rival) return undefined;
  const few =
    evaluation.cases < FEW_CASES
      ? ` With only ${countOf(evaluation.cases, 'play')} to test on, chance may have decided.`
      : '';
  const beaten = serving === rival ? 'every part by itself' : `the ${partNames[rival].toLowerCase()}`;
  return `${partNames[serving]} did better (by NDCG@10) than ${beaten} on your own plays, so it serves you.${few}`;
}
