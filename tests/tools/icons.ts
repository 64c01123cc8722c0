import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { mark } from '../../src/lib/components/mark.ts';
import { chromiumArgs, ensureChromium } from './chromium.ts';

/** Renders the app's icons from the mark: `npm run icons`. */
const FOLDER = 'static/icons';
const ACCENT = '#c6340b';
const ON_ACCENT = '#ffffff';
const GRID = 64;

interface Icon {
  file: string;
  size: number;
  /** Share of the icon's width that the mark's grid takes. */
  share: number;
  ink: string;
  ground?: string;
  /** Share of the width that rounds the ground's corners; systems cut the other icons to shape themselves. */
  rounding?: number;
}

const icons: Icon[] = [
  { file: '192.png', size: 192, share: 0.82, ink: ON_ACCENT, ground: ACCENT, rounding: 0.22 },
  { file: '512.png', size: 512, share: 0.82, ink: ON_ACCENT, ground: ACCENT, rounding: 0.22 },
  // The whole mark lies within the middle 80 %, which no mask may cut.
  { file: '512-maskable.png', size: 512, share: 0.68, ink: ON_ACCENT, ground: ACCENT },
  { file: '512-monochrome.png', size: 512, share: 0.9, ink: '#000000' },
  { file: 'apple-touch.png', size: 180, share: 0.78, ink: ON_ACCENT, ground: ACCENT }
];

function draw({ size, share, ink, ground, rounding = 0 }: Icon): string {
  const margin = (GRID / share - GRID) / 2;
  const side = GRID + 2 * margin;
  const { strokes, strokeWidth, dot } = mark;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${-margin} ${-margin} ${side} ${side}">`,
    ground
      ? `<rect x="${-margin}" y="${-margin}" width="${side}" height="${side}" rx="${rounding * side}" fill="${ground}"/>`
      : '',
    `<path d="${strokes}" fill="none" stroke="${ink}" stroke-width="${strokeWidth}" stroke-linecap="round"/>`,
    `<circle cx="${dot.cx}" cy="${dot.cy}" r="${dot.r}" fill="${ink}"/></svg>`
  ].join('');
}

mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  `${FOLDER}/mark.svg`,
  draw({ file: 'mark.svg', size: GRID, share: 0.82, ink: ON_ACCENT, ground: ACCENT, rounding: 0.22 })
);
const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
for (const icon of icons) {
  const page = await browser.newPage({ viewport: { width: icon.size, height: icon.size } });
  await page.goto(`data:image/svg+xml,${encodeURIComponent(draw(icon))}`);
  await page.screenshot({ path: `${FOLDER}/${icon.file}`, omitBackground: true });
  await page.close();
}
await browser.close();
