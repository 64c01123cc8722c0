import { albumAt, compareHeard, type Heard, type Measure, type Part } from './part.ts';

export type TopKind = 'artists' | 'songs' | 'albums';

export interface TopEntry extends Heard {
  /** Of the artist, song or album. */
  key: string;
  name: string;
  /** The artist of a song or an album. */
  by?: string;
}

/** What was heard most, best first; between equals, what was heard first. */
export function topOf(part: Part, kind: TopKind, measure: Measure, count: number): TopEntry[] {
  const { plays, ms } = heardBy(part, kind);
  const best: (Heard & { number: number })[] = [];
  for (let number = 0; number < plays.length; number++) {
    if (plays[number] === 0) continue;
    const heard = { number, plays: plays[number] ?? 0, ms: ms[number] ?? 0 };
    const last = best[count - 1];
    if (last && compareHeard(heard, last, measure) >= 0) continue;
    let at = best.length;
    for (let above = best[at - 1]; above && compareHeard(heard, above, measure) < 0; above = best[at - 1])
      at--;
    best.splice(at, 0, heard);
    if (best.length > count) best.pop();
  }
  return best.map(({ number, plays, ms }) => ({ ...nameOf(part, kind, number), plays, ms }));
}

function heardBy({ listening, first, end }: Part, kind: TopKind) {
  const size = listening[kind].length;
  const plays = new Uint32Array(size);
  const ms = new Float64Array(size);
  for (let row = first; row < end; row++) {
    if (listening.skipped[row] === 1) continue;
    const song = listening.song[row] ?? 0;
    const number =
      kind === 'songs'
        ? song
        : kind === 'artists'
          ? (listening.artistOf[song] ?? 0)
          : albumAt(listening, row);
    if (number < 0) continue;
    plays[number] = (plays[number] ?? 0) + 1;
    ms[number] = (ms[number] ?? 0) + Math.max(0, listening.msPlayed[row] ?? 0);
  }
  return { plays, ms };
}

function nameOf({ listening }: Part, kind: TopKind, number: number): Pick<TopEntry, 'key' | 'name' | 'by'> {
  if (kind === 'artists') {
    const { key = '', name = '' } = listening.artists[number] ?? {};
    return { key, name };
  }
  const { key = '', title: name = '', artist: by = '' } = listening[kind][number] ?? {};
  return { key, name, by };
}
