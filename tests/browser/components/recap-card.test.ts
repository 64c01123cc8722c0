import { expect, test } from 'vitest';
import { CARD_SIZES, type CardContent, type CardFormat, layoutCard } from '../../../src/lib/app/index.ts';
import { type CardLook, renderCard } from '../../../src/lib/components/index.ts';

const line = { name: 'فيروز 坂本龍一 Quiet Harbour', note: '12 plays' };
const content: CardContent = {
  overline: 'My listening',
  title: ['2025'],
  figures: [{ name: 'Plays', value: '4,321' }],
  artists: [line],
  songs: [line],
  facts: [{ name: 'Longest streak', value: '14 days' }],
  covers: ['a', 'b'],
  footer: 'Made on my own device.'
};

const CASES: [CardFormat, CardLook, string][] = [
  ['portrait', 'light', '#fdfcfb'],
  ['portrait', 'dark', '#141211'],
  ['story', 'light', '#fdfcfb'],
  ['story', 'dark', '#141211']
];

test.each(CASES)(
  'a card, %s and %s, is a picture of its size with every part drawn',
  async (format, look, paper) => {
    const size = CARD_SIZES[format];
    const commands: ReturnType<typeof layoutCard> = [];
    const blob = await renderCard(size, look, (measure) => {
      commands.push(...layoutCard(content, format, measure));
      return commands;
    });
    expect(blob.type).toBe('image/png');
    const bitmap = await createImageBitmap(blob);
    expect([bitmap.width, bitmap.height]).toEqual([size.width, size.height]);
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    expect(colourAt(context.getImageData(0, 0, 1, 1).data, 0)).toBe(paper);
    const [, ...parts] = commands;
    for (const { x, y, width, height, kind } of parts) {
      const { data } = context.getImageData(x, y, width, height);
      const drawn = data.some((_, n) => n % 4 === 0 && colourAt(data, n) !== paper);
      expect(drawn, `${kind} at ${x}, ${y}`).toBe(true);
    }
  }
);

function colourAt(data: Uint8ClampedArray, at: number): string {
  return `#${[0, 1, 2].map((n) => (data[at + n] ?? 0).toString(16).padStart(2, '0')).join('')}`;
}
