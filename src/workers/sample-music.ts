import { allPieces, FAMILY_IDS, type FamilyId, listingOf } from '../lib/catalogue/index.ts';
import { MOODS, type SampleMusic } from '../lib/history/index.ts';
import { seededRandom, shuffle } from '../lib/random/index.ts';

/** Pieces that the sample listener thinks of as one album. */
const ALBUM = 8;
/** Albums that they have come across, of the family they care for most to the one they care for least. */
const ALBUMS = [5, 5, 4, 3, 2, 2, 1, 1];

/** The generated catalogue as the sample listener knows it; the seed decides which families they care for. */
export function sampleMusic(seed: number): SampleMusic {
  const random = seededRandom(seed);
  const taste = shuffle([...FAMILY_IDS], random);
  return musicFor(taste, (pieces) => albumsOf(shuffle(pieces, random)));
}

/** The same with albums that all such listeners share, of which each knows others. */
export function sharedMusic(seed: number): SampleMusic {
  const random = seededRandom(seed);
  const taste = shuffle([...FAMILY_IDS], random);
  return musicFor(taste, (pieces) => shuffle(albumsOf(pieces), random));
}

/** @param taste families, the one they care for most first */
function musicFor(
  taste: readonly FamilyId[],
  cut: (pieces: number[]) => readonly (readonly number[])[]
): SampleMusic {
  const catalogue = allPieces();
  const pieces = catalogue.map((piece) => ({
    ...listingOf(piece),
    lengthMs: 1000 * piece.parameters.seconds,
    mood: FAMILY_IDS.indexOf(piece.family) % MOODS
  }));
  // One album takes the place of an artist: so a family with more of them is heard more.
  const albums = taste.flatMap((family, rank) => {
    const own = [...catalogue.keys()].filter((number) => catalogue[number]?.family === family);
    return cut(own)
      .slice(0, ALBUMS[rank])
      .map((album) => [album]);
  });
  return { pieces, albums };
}

function albumsOf(pieces: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(pieces.length / ALBUM) }, (_, album) =>
    pieces.slice(ALBUM * album, ALBUM * (album + 1))
  );
}
