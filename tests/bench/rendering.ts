import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { allPieces, FAMILY_IDS, type FamilyId } from '../../src/lib/catalogue/index.ts';
import { type Bench, median } from './bench.ts';
import { openBrowser } from './browser.ts';
import { figuresOf, type SoundFigures } from './rendering/figures.ts';
import { hear, play, type Played } from './rendering/play.ts';
import { writeGains } from './rendering/write-gains.ts';
import type { RenderingPage } from './rendering/page/main.ts';
import type { Picture } from './rendering/page/sheet.ts';
import { spectrogram } from './rendering/spectrogram.ts';
import { serveBenchPage } from './site.ts';

declare const bench: RenderingPage;

const BEGINNING = 20;
const SHEET = 'test-results/rendering/families.png';

/**
 * Renders every piece of the catalogue in Node and in a worker of headless Chromium and compares the samples bit by bit
 * (the first 20 s; whole pieces with `--full`); measures how loud, clean and different the families are (the third
 * piece of each; with `--full` all); draws their spectrograms.
 */
export const renderingBench: Bench = {
  usage: '[--full] [--write-gains]   (--write-gains: measures all pieces and renews gains.ts, nothing else)',

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: {
        full: { type: 'boolean', default: false },
        'write-gains': { type: 'boolean', default: false }
      }
    });
    if (values['write-gains']) return { results: { pieces: await writeGains(tell) } };
    const { full } = values;
    const pieces = allPieces();
    const figures: Record<string, SoundFigures> = {};
    const pictures: Picture[] = [];
    for (const piece of pieces.filter(({ number }) => full || number === 3)) {
      const sound = hear(piece);
      figures[piece.id] = figuresOf(sound);
      if (piece.number === 3) pictures.push(spectrogram(piece, sound));
      if (piece.number === 3) tell(`${piece.id} measured`);
    }
    const site = await serveBenchPage('tests/bench/rendering/page');
    const { page, version, close } = await openBrowser();
    try {
      await page.goto(site.url);
      const sheet = await page.evaluate((list) => bench.sheet(list), pictures);
      await mkdir('test-results/rendering', { recursive: true });
      await writeFile(SHEET, Buffer.from(sheet.slice(sheet.indexOf(',') + 1), 'base64'));
      const played: { node: Played; browser: Played }[] = [];
      for (const [i, piece] of pieces.entries()) {
        if (i % 40 === 0) tell(`${piece.id} and on, in Node and Chromium`);
        const seconds = full ? Infinity : BEGINNING;
        const browser = await page.evaluate(([id, s]) => bench.play(id, s), [piece.id, seconds] as const);
        played.push({ node: play(piece, seconds), browser });
      }
      const speeds = played.map(({ browser: { seconds, ms } }) => (1000 * seconds) / ms);
      const mismatches = played.filter(({ node, browser }) => node.hash !== browser.hash);
      return {
        results: {
          pieces: pieces.length,
          'hash.mismatches': mismatches.length,
          'realtime.min': Math.min(...speeds),
          'realtime.median': median(speeds),
          ...familyResults(figures)
        },
        details: { mismatches: mismatches.map(({ node }) => node.id), sheet: SHEET },
        environment: { browser: version }
      };
    } finally {
      await close();
      await site.close();
    }
  }
};

/** Of each family the means; of level and faults the worst. */
function familyResults(figures: Record<string, SoundFigures>): Record<string, number> {
  const results: Record<string, number> = {};
  for (const family of FAMILY_IDS) {
    const own = Object.entries(figures).flatMap(([id, one]) => (isOf(id, family) ? [one] : []));
    const of = (name: keyof SoundFigures) => own.map((one) => one[name]);
    const mean = (name: keyof SoundFigures) => of(name).reduce((sum, value) => sum + value, 0) / own.length;
    results[`${family}.lufs.min`] = Math.min(...of('lufs'));
    results[`${family}.lufs.max`] = Math.max(...of('lufs'));
    results[`${family}.peak`] = Math.max(...of('peak'));
    results[`${family}.dc`] = Math.max(...of('dc'));
    results[`${family}.step`] = Math.max(...of('step'));
    results[`${family}.centroid.hz`] = mean('centroid');
    results[`${family}.onsets.per.s`] = mean('onsets');
  }
  return results;
}

function isOf(id: string, family: FamilyId): boolean {
  return id.startsWith(`${family}-`);
}
