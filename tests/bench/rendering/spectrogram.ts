import { FAMILIES, RATE, type Piece, type Sound } from '../../../src/lib/catalogue/index.ts';
import { Spectra } from './fourier.ts';
import type { Picture } from './page/sheet.ts';

const SIZE = 4096;
const [WIDTH, HEIGHT] = [600, 160];
/** Hz and decibels from the bottom to the top of the picture and of its greys. */
const PITCH = [40, 16_000] as const;
const LEVEL = [-40, 45] as const;
const spectra = new Spectra(SIZE);

/** The first minute; pitch on a logarithmic scale. */
export function spectrogram(piece: Piece, { left, right }: Sound): Picture {
  const mono = left.map((value, i) => value + (right[i] ?? 0));
  const shown = Math.min(60 * RATE, mono.length - SIZE);
  const values = new Array<number>(WIDTH * HEIGHT).fill(0);
  const bin = (y: number) =>
    Math.floor((PITCH[0] * (PITCH[1] / PITCH[0]) ** ((HEIGHT - y) / HEIGHT) * SIZE) / RATE);
  for (let x = 0; x < WIDTH; x++) {
    const power = spectra.at(mono, Math.floor((x * shown) / WIDTH));
    for (let y = 0; y < HEIGHT; y++) {
      const strongest = power
        .slice(bin(y + 1), bin(y) + 1)
        .reduce((most, value) => Math.max(most, value), 1e-12);
      const share = (10 * Math.log10(strongest) - LEVEL[0]) / (LEVEL[1] - LEVEL[0]);
      values[y * WIDTH + x] = Math.round(255 * Math.max(0, Math.min(1, share)));
    }
  }
  const { name } = FAMILIES[piece.family];
  return {
    title: `${name}: ${piece.title} (first minute, ${PITCH[0]} Hz to ${PITCH[1] / 1000} kHz)`,
    width: WIDTH,
    height: HEIGHT,
    values
  };
}
