import { featuresOf, listingOf, type Piece, traitsOf } from '../lib/catalogue/index.ts';
import { songKey } from '../lib/history/index.ts';
import type { Offer } from '../lib/recommender/index.ts';

/** Pieces of the catalogue as the recommender is offered them. */
export function offersOf(pieces: readonly Piece[]): Offer[] {
  return pieces.map((piece) => {
    const { artist, title, album, uri } = listingOf(piece);
    const song = { key: songKey(artist, title), artist, title, album, uri };
    return { song, features: featuresOf(piece), traits: traitsOf(piece) };
  });
}
