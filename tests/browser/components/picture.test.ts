import '../../../src/app.css';
import { afterEach, expect, test } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { CurvesChart, EstimatesChart, loadPicture, type Drawing } from '../../../src/lib/components/index.ts';

const table = { columns: [], rows: [] };
const axis = { log: false, low: 0, high: 10, ticks: [{ at: 0, text: '0' }] };
const TALL = 300;

async function scheme(value: string): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
}

afterEach(async () => {
  await scheme('light');
});

/** A chart takes the room that there is once that is known. */
async function drawnToFit(chart: Element) {
  await expect.poll(() => chart.getBoundingClientRect().width).toBe(chart.parentElement?.clientWidth);
}

test.each(['light', 'dark'])('charts become pictures that are dark on light: %s', async (value) => {
  await scheme(value);
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper');
  expect(paper).toBe(value === 'dark' ? '#141211' : '#fdfcfb');
  render(CurvesChart, {
    title: 'Error by budget',
    summary: 'a share is known',
    table,
    x: axis,
    y: axis,
    xName: 'budget',
    yName: 'Error in points',
    lines: [
      { name: 'main', main: true, points: [0, 10].map((x) => ({ x, y: x })) },
      { name: 'other', main: false, points: [0, 10].map((x) => ({ x, y: 10 - x })) }
    ]
  });
  const chart = page.getByRole('img', { name: /^Error by budget/ }).element();
  await drawnToFit(chart);
  const { width } = chart.getBoundingClientRect();
  const colours = await coloursOf({ title: 'Error by budget', caption: 'Short', chart: () => asSvg(chart) });
  expect([colours.width, colours.height]).toEqual([
    2 * (Math.ceil(width) + 48),
    2 * (24 + 34 + TALL + 20 + 18 + 15)
  ]);
  expect(colours.corner).toBe('#fdfcfb');
  // Title, curves with their names, and the lines of the grid.
  for (const colour of ['#1d1917', '#c6340b', '#a59b94', '#e8e3df', '#665e59'])
    expect(colours.count(colour), colour).toBeGreaterThan(100);
  expect(document.querySelector('.on-paper')).toBe(null);
});

test('estimates have their rows in the picture', async () => {
  render(EstimatesChart, {
    title: 'ε 1',
    summary: 'what reports say',
    reading: 'Dot: the estimate.',
    table,
    low: 0,
    high: 1,
    ticks: [{ at: 0, text: '0 %' }],
    rows: [{ name: 'felt', truth: 0.3, estimate: 0.4, low: 0.2, high: 0.6 }]
  });
  const chart = page.getByRole('img', { name: /^ε 1/ }).element();
  await drawnToFit(chart);
  const colours = await coloursOf({ title: 'ε 1', caption: '', chart: () => asSvg(chart) });
  expect(colours.count('#c6340b')).toBeGreaterThan(50);
  const long = 'Recommendations accepted: what the service learns. '.repeat(9);
  const broken = await coloursOf({ title: long, caption: '', chart: () => asSvg(chart) });
  expect(broken.width).toBe(colours.width);
  expect(broken.height - colours.height).toBeGreaterThan(0);
  // Whole lines of the title.
  expect((broken.height - colours.height) % 48).toBe(0);
});

test('there is no picture of what is not on the page', async () => {
  const { drawPicture } = await loadPicture();
  await expect(drawPicture({ title: '', caption: '', chart: () => undefined })).rejects.toThrow('no chart');
});

function asSvg(element: Element): SVGSVGElement {
  if (!(element instanceof SVGSVGElement)) throw new Error('not a chart');
  return element;
}

async function coloursOf(drawing: Drawing) {
  const { drawPicture } = await loadPicture();
  const blob = await drawPicture(drawing);
  expect(blob.type).toBe('image/png');
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = `#${[0, 1, 2].map((n) => (data[at + n] ?? 0).toString(16).padStart(2, '0')).join('')}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const { width, height } = bitmap;
  const [corner] = counts.keys();
  return { width, height, corner, count: (colour: string) => counts.get(colour) ?? 0 };
}
