import { parseArgs } from 'node:util';
import { allPieces, FAMILY_IDS, type FamilyId, pieceAt } from '../../src/lib/catalogue/index.ts';
import { sampleRows } from '../../src/lib/history/sample.ts';
import type { Listening } from '../../src/lib/history/index.ts';
import { seededRandom, shuffle } from '../../src/lib/random/index.ts';
import { discover, type Offer, withDiscoveries } from '../../src/lib/recommender/index.ts';
import { offersOf } from '../../src/workers/offers.ts';
import { sampleMusic } from '../../src/workers/sample-music.ts';
import type { Bench } from './bench.ts';

const NOW = Date.UTC(2026, 5, 1);
const PLAYS = 10;
const TOP = 10;
/** Newcomers of each family. */
const NEWCOMERS = 50;
/** Invented listeners whose next new piece is predicted; others, of whom popularity is made. */
const LISTENERS = 40;
const CROWD = 60;
/** New pieces of each listener that are predicted: the last ones. */
const NOVEL = 20;

/**
 * What the recommender makes of next to nothing. A newcomer plays ten pieces of one family: which share of the first ten
 * recommendations is of that family? And invented listeners with two years of plays: is the next piece that they
 * had never heard among the first ten of those they have not heard?
 */
export const coldStartBench: Bench = {
  usage: '',

  run(args, tell) {
    parseArgs({ args, options: {} });
    const pieces = allPieces();
    const offers = offersOf(pieces);
    tell(`Popularity among ${CROWD} invented listeners`);
    const popular = byPopularity(offers);
    tell(`${NEWCOMERS * FAMILY_IDS.length} newcomers with ${PLAYS} plays`);
    const shares = { content: 0, popularity: 0, random: 0 };
    const newcomers = FAMILY_IDS.flatMap((family) =>
      Array.from({ length: NEWCOMERS }, (_, seed) => ({ family, seed }))
    );
    for (const { family, seed } of newcomers) {
      const random = seededRandom(seed);
      const own = pieces.flatMap((piece, i) => (piece.family === family ? [i] : []));
      const listening = listeningOf(shuffle(own, random).slice(0, PLAYS), offers);
      const list = withDiscoveries([], listening, offers).map(({ song }) => song.uri);
      shares.content += shareOf(family, list);
      shares.popularity += shareOf(family, popular);
      shares.random += shareOf(
        family,
        shuffle([...offers], random).map(({ song }) => song.uri)
      );
    }
    tell(`The next ${NOVEL} new pieces of ${LISTENERS} invented listeners`);
    const hits = { content: 0, popularity: 0, random: 0 };
    let cases = 0;
    for (let seed = 1; seed <= LISTENERS; seed++) {
      for (const { before, next, random } of novelCases(seed, offers)) {
        cases++;
        const met = new Set(before.songs.map(({ key }) => key));
        const open = offers.filter(({ song }) => !met.has(song.key));
        const isNext = (uri: string | undefined) => uri === offers[next]?.song.uri;
        hits.content += Number(discover(before, offers, TOP).some(({ song }) => isNext(song.uri)));
        hits.random += Number(
          shuffle([...open], random)
            .slice(0, TOP)
            .some(({ song }) => isNext(song.uri))
        );
        const openUris = new Set(open.map(({ song }) => song.uri));
        hits.popularity += Number(
          popular
            .filter((uri) => openUris.has(uri))
            .slice(0, TOP)
            .some(isNext)
        );
      }
    }
    const results: Record<string, number> = { newcomers: newcomers.length, 'novel.cases': cases };
    for (const ranker of ['content', 'popularity', 'random'] as const) {
      results[`family.share@${TOP}.${ranker}`] = shares[ranker] / newcomers.length;
      results[`novel.hr@${TOP}.${ranker}`] = hits[ranker] / cases;
    }
    return Promise.resolve({ results });
  }
};

function shareOf(family: FamilyId, uris: readonly (string | undefined)[]): number {
  return uris.slice(0, TOP).filter((uri) => pieceAt(uri)?.family === family).length / TOP;
}

/** Addresses of all pieces, the most played first. */
function byPopularity(offers: readonly Offer[]): (string | undefined)[] {
  const counts = new Map<string | undefined, number>(offers.map(({ song }) => [song.uri, 0]));
  for (let seed = 1001; seed <= 1000 + CROWD; seed++)
    for (const { uri, skipped } of sampleRows(seed, NOW, sampleMusic(seed)))
      if (!skipped) counts.set(uri, (counts.get(uri) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([uri]) => uri);
}

/** The moments at which a listener plays something new, the last ones, with everything before them. */
function novelCases(seed: number, offers: readonly Offer[]) {
  const numbers = new Map(offers.map(({ song }, number) => [song.uri, number]));
  const rows = sampleRows(seed, NOW, sampleMusic(seed)).filter(({ skipped }) => !skipped);
  const played = rows.map(({ uri }) => numbers.get(uri) ?? 0);
  const firsts = played.flatMap((number, i) => (played.indexOf(number) === i && i >= PLAYS ? [i] : []));
  const random = seededRandom(seed);
  return firsts
    .slice(-NOVEL)
    .map((i) => ({ before: listeningOf(played.slice(0, i), offers), next: played[i] ?? 0, random }));
}

/** Plays of offers, by their numbers, one after the other. */
function listeningOf(
  played: readonly number[],
  offers: readonly Offer[]
): Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'> {
  const met = [...new Set(played)];
  return {
    songs: met.flatMap((number) => offers[number]?.song ?? []),
    song: Uint32Array.from(played, (number) => met.indexOf(number)),
    startedAt: Float64Array.from(played, (_, i) => NOW - (played.length - i) * 240_000),
    skipped: new Uint8Array(played.length)
  };
}
