import { allPieces, FAMILY_IDS, listingOf } from '../lib/catalogue/index.ts';
import { MOODS, type SampleMusic } from '../lib/history/index.ts';
import { seededRandom, shuffle } from '../lib/random/index.ts';

/** Pieces that the sample listener thinks of as one album. */
const ALBUM = 8;
/** Albums that they have come across, of the family they care for most to the one they care for least. */
const ALBUMS = [5, 5, 4, 3, 2, 2, 1, 1];

/** The generated catalogue as the sample listener knows it; the seed decides which families they care for. */
export function sampleMusic(seed: number): SampleMusic {
  const catalogue = allPieces();
  const random = seededRandom(seed);
  const taste = shuffle([...FAMILY_IDS], random);
  const pieces = catalogue.map((piece) => ({
    ...listingOf(piece),
    lengthMs: 1000 * piece.parameters.seconds,
    mood: FAMILY_IDS.indexOf(piece.family) % MOODS
  }));
  // One album takes the place of an artist: so a family with more of them is heard more.
  const albums = taste.flatMap((family, rank) => {
    const own = [...catalogue.keys()].filter((number) => catalogue[number]?.family === family);
    shuffle(own, random);
    return Array.from({ length: ALBUMS[rank] ?? 0 }, (_, album) => [
      own.slice(ALBUM * album, ALBUM * (album + 1))
    ]);
  });
  return { pieces, albums };
}
