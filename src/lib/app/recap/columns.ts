import type { CardContent, CardLine } from './card.ts';
import { type Box, type DrawCommand, fittedTextIn, textIn } from './drawing.ts';
import { type MeasureText, sizeToFit, type TextStyle } from './text.ts';

/** Between two columns, pixels. */
const GAP = 48;
/** The height of a list's title, pixels. */
const HEAD = 60;
/** The width of a place in a list, pixels. */
const RANK = 44;
/** More than this between two entries tears a list apart. */
const TALLEST_ENTRY = 104;

/** Side by side, all in one size. */
export function figures(shown: CardContent['figures'], box: Box, measure: MeasureText): DrawCommand[] {
  const boxes = columns(box, shown.length);
  const style = { size: 64, weight: 700, tracking: -0.03 };
  const values = shown.map(({ value }) => value);
  const size = sizeToFit(values, style, boxes[0]?.width ?? box.width, measure);
  return boxes.flatMap((column, n) => {
    const { name = '', value = '' } = shown[n] ?? {};
    return [
      textIn({ ...column, height: 84 }, { text: value, style: { ...style, size }, colour: 'ink' }, measure),
      textIn(
        { ...below(column, 84), height: 32 },
        { text: name, style: { size: 26, weight: 400 }, colour: 'ink-soft' },
        measure
      )
    ];
  });
}

/** The artists and the songs, beside each other. */
export function lists(
  { artists, songs }: Pick<CardContent, 'artists' | 'songs'>,
  box: Box,
  measure: MeasureText
): DrawCommand[] {
  const shown = [
    { name: 'Top artists', lines: artists },
    { name: 'Top songs', lines: songs }
  ];
  const boxes = columns(box, shown.length).map((column) => ({ head: column, body: below(column, HEAD) }));
  const height = Math.min(TALLEST_ENTRY, (box.height - HEAD) / Math.max(artists.length, songs.length));
  const style = { size: height * 0.44, weight: 600, tracking: -0.01 };
  const names = [...artists, ...songs].map(({ name }) => name);
  const width = (boxes[0]?.body.width ?? box.width) - RANK;
  // A little smaller rather than cut, but all alike.
  const size = Math.max(style.size * 0.82, sizeToFit(names, style, width, measure));
  return boxes.flatMap(({ head, body }, n) => {
    const { name = '', lines = [] } = shown[n] ?? {};
    return [
      { kind: 'rect', ...head, height: 3, colour: 'ink' } as const,
      textIn(
        { ...below(head, 14), height: 34 },
        { text: name, style: { size: 26, weight: 600 }, colour: 'ink-soft' },
        measure
      ),
      ...lines.flatMap((line, n) =>
        entry(line, n + 1, { ...below(body, n * height), height }, { ...style, size }, measure)
      )
    ];
  });
}

function entry(
  { name, note }: CardLine,
  rank: number,
  box: Box,
  style: TextStyle,
  measure: MeasureText
): DrawCommand[] {
  const line = { ...box, height: box.height * 0.54 };
  const column = { x: box.x + RANK, width: box.width - RANK };
  return [
    textIn(
      { ...line, width: RANK - 8 },
      { text: String(rank), style: { size: style.size, weight: 650 }, colour: 'accent' },
      measure
    ),
    textIn({ ...line, ...column }, { text: name, style, colour: 'ink' }, measure),
    textIn(
      { ...below(line, line.height), ...column, height: box.height * 0.34 },
      { text: note, style: { size: box.height * 0.3, weight: 400 }, colour: 'ink-soft' },
      measure
    )
  ];
}

/** Two at most, under the lists. */
export function facts(shown: CardContent['facts'], box: Box, measure: MeasureText): DrawCommand[] {
  return columns(box, 2)
    .slice(0, shown.length)
    .flatMap((column, n) => {
      const { name = '', value = '' } = shown[n] ?? {};
      return [
        { kind: 'rect', ...column, height: 3, colour: 'ink' } as const,
        textIn(
          { ...below(column, 14), height: 32 },
          { text: name, style: { size: 26, weight: 600 }, colour: 'ink-soft' },
          measure
        ),
        fittedTextIn(
          { ...below(column, 46), height: 42 },
          { text: value, style: { size: 34, weight: 600, tracking: -0.01 }, colour: 'ink' },
          measure
        )
      ];
    });
}

function columns(box: Box, count: number): Box[] {
  const width = (box.width - GAP * (count - 1)) / count;
  return Array.from({ length: count }, (_, n) => ({ ...box, x: box.x + n * (width + GAP), width }));
}

/** What is left of a box without its top. */
function below(box: Box, top: number): Box {
  return { ...box, y: box.y + top, height: box.height - top };
}
