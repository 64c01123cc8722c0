import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CARD_SIZES,
  type CardContent,
  type CardFormat,
  type DrawCommand,
  layoutCard,
  type MeasureText
} from '../../../src/lib/app/recap/index.ts';

type Text = Extract<DrawCommand, { kind: 'text' }>;

/** About as wide as a system font draws it: wide signs fill the square. */
const measure: MeasureText = (text, { size, tracking = 0 }) =>
  Array.from(text).reduce((sum, letter) => sum + ((letter > '\u2e80' ? 1 : 0.56) + tracking) * size, 0);

const line = (name: string) => ({ name, note: `${name} by ${name}` });

function card(change: Partial<CardContent> = {}): CardContent {
  const lines = ['Quiet Harbour', 'Second', 'Third', 'Fourth', 'Fifth'].map(line);
  return {
    overline: 'My listening',
    title: ['2025'],
    figures: [
      { name: 'Plays', value: '4,321' },
      { name: 'Time', value: '256 h' },
      { name: 'Artists', value: '212' }
    ],
    artists: lines,
    songs: lines,
    facts: [
      { name: 'Longest streak', value: '14 days' },
      { name: 'Busiest day', value: 'Wed, 23 Sept 2025' }
    ],
    covers: ['a', 'b', 'c'],
    footer: 'Made on my own device. Nothing was uploaded.',
    ...change
  };
}

const FORMATS = Object.keys(CARD_SIZES) as CardFormat[];
const textsOf = (commands: readonly DrawCommand[]) =>
  commands.filter((command): command is Text => command.kind === 'text');

function expectTidy(commands: readonly DrawCommand[], format: CardFormat) {
  const [ground, ...parts] = commands;
  expect(ground).toMatchObject({ kind: 'rect', x: 0, y: 0, ...CARD_SIZES[format] });
  const { width, height } = CARD_SIZES[format];
  const outside = parts.filter((part) => overlap(part, { x: 0, y: 0, width, height }) < smaller(part));
  expect(outside).toEqual([]);
  const covering = parts.filter((a, n) => parts.slice(n + 1).some((b) => overlap(a, b) > 0.01));
  expect(covering).toEqual([]);
  for (const text of textsOf(commands)) {
    expect(measure(text.text, text.style), text.text).toBeLessThanOrEqual(text.width);
    // Letters with descenders need about 1.1 sizes.
    expect(text.height, text.text).toBeGreaterThanOrEqual(text.style.size * 1.1);
  }
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How far two boxes reach into each other, in the direction in which they do so less. */
function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, Math.min(across, down));
}

/** What a box and another that holds it overlap by. */
function smaller({ width, height }: Box): number {
  return Math.min(width, height) - 0.01;
}

describe.each(FORMATS)('the card, %s', (format) => {
  const lay = (content: CardContent) => layoutCard(content, format, measure);

  it.each([
    ['an ordinary year', {}],
    ['days with a name in two lines', { title: ['30 September 2024', 'to 29 September 2025'] }],
    ['names of any length', { artists: [line('W'.repeat(5000))], songs: [line('音'.repeat(300))] }],
    ['huge numbers', { figures: [{ name: 'Plays', value: '1,234,567,890,123' }] }],
    ['words without an end', { title: ['September'.repeat(30)], footer: 'Made '.repeat(80) }],
    ['nothing known of times', { facts: [], figures: [] }]
  ])('keeps everything in its place: %s', (_, change) => {
    expectTidy(lay(card(change)), format);
  });

  it('keeps everything in its place whatever the names and however many', () => {
    const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }).map(line), { maxLength: 5 });
    fc.assert(
      fc.property(names, names, (artists, songs) => {
        expectTidy(lay(card({ artists, songs })), format);
      }),
      { numRuns: 60 }
    );
  });

  it.each([1, 2, 3, 4, 5])('shows all of %i entries, and covers from edge to edge', (count) => {
    const lines = card().artists.slice(0, count);
    const commands = lay(card({ artists: lines, songs: lines }));
    const shown = textsOf(commands).map(({ text }) => text);
    for (const { name } of lines) expect(shown.filter((text) => text === name)).toHaveLength(2);
    const covers = commands.filter(({ kind }) => kind === 'cover');
    expect(covers.length % 5).toBe(0);
    expect(covers.slice(0, 5).reduce((sum, { width }) => sum + width, 0)).toBe(CARD_SIZES[format].width);
  });

  it('sets each name in its own direction and takes out what would turn the line', () => {
    const commands = lay(card({ artists: ['فيروز', 'שלום (Live)', '坂本龍一', 'a\u202eb\nc'].map(line) }));
    const directions = new Map(textsOf(commands).map(({ text, direction }) => [text, direction]));
    expect(directions.get('فيروز')).toBe('rtl');
    expect(directions.get('שלום (Live)')).toBe('rtl');
    expect(directions.get('坂本龍一')).toBe('ltr');
    expect(directions.get('a b c')).toBe('ltr');
  });

  it('cuts between whole characters', () => {
    const family = '👩‍👩‍👧‍👦';
    const commands = lay(card({ artists: [line(family.repeat(60))] }));
    const cut = textsOf(commands).find(({ text }) => text.startsWith(family));
    expect(cut?.text.slice(0, -1).replaceAll(family, '')).toBe('');
    expect(cut?.text.endsWith('…')).toBe(true);
  });
});
