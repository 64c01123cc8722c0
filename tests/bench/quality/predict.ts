import { rankOf } from '../../../src/lib/recommender/metrics.ts';
import { CaseBuilder, type CandidateCases } from '../../../src/lib/recommender/mixture/cases.ts';
import { Past } from '../../../src/lib/recommender/mixture/past.ts';
import type { FittedPart } from '../../../src/lib/recommender/parts/part.ts';
import type { Protocol, Slice } from './protocol.ts';

/** What was predicted, one entry for each case. */
export interface Predicted {
  /** Play numbers of the log. */
  plays: number[];
  /** Whether the listener had played the song before. */
  repeats: boolean[];
  listeners: number[];
  /** Songs that were ranked. */
  ranked: number[];
  /** Ranks by each part alone, [parts][cases]. */
  ranks: number[][];
  /** Of each mixture, what its gate sees. */
  mixtures: CandidateCases[];
}

/**
 * Asks every part for every case of a slice.
 * @param mixtures places of the parts that each of them mixes
 * @param newest plays that a part may look back on
 */
export function predict(
  { log, masksHeard }: Protocol,
  { isCase }: Slice,
  parts: readonly FittedPart[],
  options: {
    mixtures: readonly (readonly number[])[];
    newest?: number;
    tell: (line: string) => void;
  }
): Predicted {
  const { mixtures, newest = Infinity, tell } = options;
  const builders = mixtures.map((places) => new CaseBuilder(places.length, log.items));
  const rows = parts.map(() => new Float32Array(log.items));
  const result: Omit<Predicted, 'mixtures'> = {
    plays: [],
    repeats: [],
    listeners: [],
    ranked: [],
    ranks: parts.map(() => [])
  };
  let past = new Past();
  let begin = 0;
  for (let play = 0; play < log.item.length; play++) {
    if (log.listener[play] !== log.listener[play - 1]) {
      past = new Past();
      begin = play;
    }
    const item = log.item[play] ?? 0;
    const at = log.at[play] ?? 0;
    if (isCase(play)) {
      const known = play - begin > newest ? pastOf(log, play - newest, play) : past;
      const heard = new Set(past.songs());
      rows.forEach((row, p) => {
        row.fill(0);
        parts[p]?.score(known, at, row);
        if (masksHeard) for (const song of heard) row[song] = -Infinity;
        result.ranks[p]?.push(rankOf(item, row));
      });
      mixtures.forEach((places, m) => {
        builders[m]?.add(
          places.flatMap((p) => rows[p] ?? []),
          known,
          at,
          item
        );
      });
      result.plays.push(play);
      result.repeats.push(heard.has(item));
      result.listeners.push(log.listener[play] ?? 0);
      result.ranked.push(masksHeard ? log.items - heard.size : log.items);
      if (result.plays.length % 5000 === 0) tell(`${result.plays.length} plays predicted`);
    }
    past.observe(item, at, log.session[play] ?? 0);
  }
  return { ...result, mixtures: builders.map((builder) => builder.build()) };
}

function pastOf(log: Protocol['log'], from: number, to: number): Past {
  const past = new Past();
  for (let play = from; play < to; play++) {
    past.observe(log.item[play] ?? 0, log.at[play] ?? 0, log.session[play] ?? 0);
  }
  return past;
}
