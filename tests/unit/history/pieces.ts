import fc from 'fast-check';

/** Where to cut a text; see `inPieces`. */
export const cuts = fc.array(fc.nat(), { maxLength: 8 });

/** A text cut at any places. */
export async function* inPieces(
  text: string,
  at: readonly number[]
): AsyncGenerator<string, void, undefined> {
  await Promise.resolve();
  const places = [0, ...at.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (let i = 1; i < places.length; i++) yield text.slice(places[i - 1], places[i]);
}
