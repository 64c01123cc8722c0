import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { allPieces, FAMILY_IDS, RATE } from '../../../src/lib/catalogue/index.ts';
import { hear } from './play.ts';
import { loudness } from './loudness.ts';

const FILE = 'src/lib/catalogue/synth/gains.ts';
/** Seconds from the beginning: nothing that matters for the level comes later. */
const EXCERPT = 80;
const TARGET = -16;
/** Full scale less what a converter may overshoot between two samples, decibels. */
const HIGHEST = -1;

/** Measures every piece as it comes out of the instruments. @returns how many there are */
export async function writeGains(tell: (line: string) => void): Promise<number> {
  const gains = new Map<string, number[]>(FAMILY_IDS.map((family) => [family, []]));
  const pieces = allPieces();
  for (const piece of pieces) {
    const sound = hear(piece, 1, EXCERPT);
    let peak = 0;
    for (const channel of [sound.left, sound.right])
      for (const value of channel) peak = Math.max(peak, Math.abs(value));
    const gain = Math.min(TARGET - loudness(sound, RATE), HIGHEST - 20 * Math.log10(peak));
    gains.get(piece.family)?.push(Math.round(10 * gain));
    if (piece.number % 10 === 0) tell(`${piece.id}: ${gain.toFixed(1)} dB`);
  }
  const lists = [...gains].map(([family, list]) => `${family}: [${list.join(', ')}]`);
  const source = `import type { FamilyId } from '../families/family.ts';

/** Tenths of a decibel for each piece; written by \`npm run bench -- rendering --write-gains\`. */
export const GAINS: Record<FamilyId, readonly number[]> = { ${lists.join(', ')} };
`;
  await writeFile(FILE, await format(source, { ...(await resolveConfig(FILE)), parser: 'typescript' }));
  return pieces.length;
}
