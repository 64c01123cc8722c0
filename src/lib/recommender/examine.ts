import type { Ranking } from '../compute/index.ts';
import { maskUnheard, nextTask } from './evaluate.ts';
import { bootstrapIntervals } from './intervals.ts';
import { metricsOf, rankOf } from './metrics.ts';
import { ablate } from './mixture/ablation.ts';
import { CaseBuilder, type CandidateCases } from './mixture/cases.ts';
import { withParts } from './mixture/choose.ts';
import { Knowledge } from './mixture/knowledge.ts';
import { learnGate } from './mixture/learn-gate.ts';
import { ranksBy } from './mixture/mixture.ts';
import { MIXED, OWN, PARTS } from './parts/index.ts';
import { Follower, following, type Scorer } from './scorer.ts';
import { logOf, momentBefore, sessionsOf, type PlaySequence } from './sequence.ts';
import type { Split } from './split.ts';
import type { Ablation, PartMetrics, PartId } from './types.ts';

/** Moments scored at once: bounds memory at CHUNK x songs floats a part. */
const CHUNK = 64;

/** What the held-out plays said of the parts and their mixture. */
export interface Examined {
  parts: Partial<Record<PartId, PartMetrics>>;
  /** Absent where the slice before them held nothing to learn a mixture from. */
  mixture?: Mixture & { ablation: Ablation[] };
}

/** A gate and whom it hears. */
export interface Mixture {
  parts: PartId[];
  hidden: number;
  /** `Gate.weights` */
  weights: Float64Array;
}

interface Options {
  signal: AbortSignal;
  /** Called with the share of all cases that are done. */
  onShare: (share: number) => void;
}

type Voice = Scorer & { id: PartId };

/**
 * Learns the mixture's gate on the validation slice and tests it, and its parts and rivals by themselves, on the
 * held-out plays. Parts learn from all plays before the slice in question; the network, which takes longer, from those
 * before the first.
 */
export async function examine(
  sequence: PlaySequence,
  split: Split,
  network: Scorer,
  ranking: Ranking,
  { signal, onShare }: Options
): Promise<Examined> {
  // What only counts and is not mixed has been compared before the network was trained.
  const asked = PARTS.filter((part) => MIXED.includes(part) || !OWN.some(({ id }) => id === part.id));
  const voicesAt = (known: number): Voice[] => {
    const knowledge = new Knowledge(logOf(sequence, known), ranking);
    return [
      ...asked.map((part) => ({ id: part.id, ...following(part.fit(knowledge), sequence) })),
      { id: 'sequence-network', ...sure(network, sequence) }
    ];
  };
  const mixed: PartId[] = [...MIXED.map(({ id }) => id), 'sequence-network'];
  const all = split.gate.length + split.test.length;
  const tuned = await ask(
    voicesAt(split.trainEnd).filter(({ id }) => mixed.includes(id)),
    mixed,
    sequence,
    split.gate,
    {
      signal,
      onShare: (share) => {
        onShare((share * split.gate.length) / all);
      }
    }
  );
  const { kept, ablation } = ablate(tuned.cases, mixed);
  const gate = learnGate(withParts(tuned.cases, kept));
  const tested = await ask(voicesAt(split.testStart), mixed, sequence, split.test, {
    signal,
    onShare: (share) => {
      onShare((split.gate.length + share * split.test.length) / all);
    }
  });
  const sessions = sessionsOf(sequence);
  const groups = split.test.map((play) => sessions[play] ?? 0);
  const figures = (ranks: readonly number[]): PartMetrics => ({
    ...metricsOf(ranks),
    intervals: bootstrapIntervals(ranks, groups)
  });
  const parts: Examined['parts'] = {};
  for (const [id, ranks] of tested.ranks) parts[id] = figures(ranks);
  if (!tuned.cases.targets.some((target) => target >= 0)) return { parts };
  parts.mixture = figures(ranksBy(gate, withParts(tested.cases, kept), sequence.songs));
  return {
    parts,
    mixture: {
      parts: kept.map((place) => mixed[place] ?? 'mixture'),
      hidden: gate.hidden,
      weights: gate.weights,
      ablation
    }
  };
}

/** The network's opinion as a part's: the softmax over the songs heard so far, so that its size means something. */
export function sure(network: Scorer, sequence: PlaySequence): Scorer {
  return {
    async score(moments) {
      const scores = await network.score(moments);
      moments.forEach(({ known }, i) => {
        const row = scores.subarray(i * sequence.songs, (i + 1) * sequence.songs);
        maskUnheard(row, sequence, known);
        const highest = row.reduce((most, value) => Math.max(most, value), -Infinity);
        // It knows none of them: then it says nothing.
        if (highest === -Infinity) {
          row.fill(0);
          return;
        }
        let total = 0;
        row.forEach((value, song) => (total += row[song] = Math.exp(value - highest)));
        row.forEach((value, song) => (row[song] = value / total));
      });
      return scores;
    }
  };
}

/** Ranks of the given plays by each voice, and what the gate sees of the mixed ones. */
async function ask(
  voices: readonly Voice[],
  mixed: readonly PartId[],
  sequence: PlaySequence,
  targets: readonly number[],
  { signal, onShare }: Options
): Promise<{ ranks: Map<PartId, number[]>; cases: CandidateCases }> {
  const builder = new CaseBuilder(mixed.length, sequence.songs);
  const follower = new Follower(sequence);
  const ranks = new Map<PartId, number[]>(voices.map(({ id }) => [id, []]));
  for (let from = 0; from < targets.length; from += CHUNK) {
    signal.throwIfAborted();
    const moments = targets.slice(from, from + CHUNK).map((target) => momentBefore(sequence, target));
    const opinions = new Map<PartId, Float32Array>();
    for (const voice of voices) opinions.set(voice.id, await voice.score(moments));
    moments.forEach(({ known, at }, i) => {
      const song = sequence.song[known] ?? 0;
      const rows = new Map<PartId, Float32Array>();
      for (const [id, scores] of opinions) {
        const row = scores.subarray(i * sequence.songs, (i + 1) * sequence.songs);
        maskUnheard(row, sequence, known);
        ranks.get(id)?.push(rankOf(song, row));
        rows.set(id, row);
      }
      builder.add(
        mixed.flatMap((id) => rows.get(id) ?? []),
        follower.until(known),
        at,
        song
      );
    });
    onShare(Math.min(1, (from + CHUNK) / targets.length));
    await nextTask();
  }
  return { ranks, cases: builder.build() };
}
