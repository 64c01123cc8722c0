import { CARD_SIZES, type CardContent, type CardFormat, type CardLine } from './card.ts';
import { type Box, type DrawCommand, fittedTextIn, textIn } from './drawing.ts';
import { type MeasureText, sizeToFit } from './text.ts';

/** Where the parts of a card begin and how tall they are, pixels. */
interface Frame {
  header: number;
  mark: number;
  overline: number;
  title: { y: number; height: number };
  covers: { y: number; rows: number };
  figures: number;
  lists: { y: number; height: number };
  facts?: number;
  footer: number;
}

const MARGIN = 72;
const GAP = 48;
const COVERS_IN_ROW = 5;
/** More than this between two entries tears a list apart. */
const TALLEST_ENTRY = 104;

const FRAMES: Readonly<Record<CardFormat, Frame>> = {
  portrait: {
    header: 56,
    mark: 56,
    overline: 140,
    title: { y: 180, height: 212 },
    covers: { y: 416, rows: 1 },
    figures: 668,
    lists: { y: 818, height: 412 },
    footer: 1264
  },
  story: {
    header: 120,
    mark: 64,
    overline: 228,
    title: { y: 270, height: 250 },
    covers: { y: 548, rows: 2 },
    figures: 1020,
    lists: { y: 1176, height: 448 },
    facts: 1660,
    footer: 1800
  }
};

/** Everything on a card, back to front. Nothing overlaps and nothing leaves the card, however long the names are. */
export function layoutCard(content: CardContent, format: CardFormat, measure: MeasureText): DrawCommand[] {
  const { width, height } = CARD_SIZES[format];
  const inner = { x: MARGIN, width: width - 2 * MARGIN };
  const entries = Math.max(content.artists.length, content.songs.length);
  const frame = fill(FRAMES[format], entries, width / COVERS_IN_ROW);
  return [
    { kind: 'rect', x: 0, y: 0, width, height, colour: 'paper' },
    ...header(frame, inner, measure),
    ...title(content, frame, inner, measure),
    ...covers(content.covers, frame, width / COVERS_IN_ROW),
    ...figures(content.figures, { ...inner, y: frame.figures, height: 116 }, measure),
    ...lists(content, { ...inner, ...frame.lists }, measure),
    ...(frame.facts === undefined
      ? []
      : facts(content.facts, { ...inner, y: frame.facts, height: 88 }, measure)),
    textIn(
      { ...inner, y: frame.footer, height: 32 },
      { text: content.footer, style: { size: 24, weight: 400 }, colour: 'ink-soft' },
      measure
    )
  ];
}

/** Short lists leave room: one more row of covers takes it. */
function fill(frame: Frame, entries: number, cover: number): Frame {
  if (entries > 2) return frame;
  const { covers, figures, lists } = frame;
  return {
    ...frame,
    covers: { ...covers, rows: covers.rows + 1 },
    figures: figures + cover,
    lists: { y: lists.y + cover, height: lists.height - cover }
  };
}

type Column = Pick<Box, 'x' | 'width'>;

function header({ header: y, mark }: Frame, { x, width }: Column, measure: MeasureText): DrawCommand[] {
  const half = width / 2;
  const style = { size: 34, tracking: -0.01 };
  return [
    { kind: 'mark', x, y, width: mark, height: mark, colour: 'accent' },
    textIn(
      { x: x + mark + 14, y, width: half - mark - 14, height: mark },
      { text: 'Earshot', style: { ...style, weight: 650 }, colour: 'ink' },
      measure
    ),
    textIn(
      { x: x + half, y, width: half, height: mark },
      { text: 'Recap', style: { ...style, weight: 400 }, colour: 'ink-soft', align: 'right' },
      measure
    )
  ];
}

function title(content: CardContent, frame: Frame, inner: Column, measure: MeasureText): DrawCommand[] {
  const { y, height } = frame.title;
  const line = height / content.title.length;
  const style = { size: line / 1.16, weight: 700, tracking: -0.045 };
  const size = sizeToFit(content.title, style, inner.width, measure);
  return [
    textIn(
      { ...inner, y: frame.overline, height: 40 },
      { text: content.overline, style: { size: 34, weight: 600 }, colour: 'accent' },
      measure
    ),
    ...content.title.map((text, n) =>
      textIn(
        { ...inner, y: y + n * line, height: line },
        { text, style: { ...style, size }, colour: 'ink' },
        measure
      )
    )
  ];
}

/** From edge to edge; where there are too few, they come again. */
function covers(keys: readonly string[], { covers: { y, rows } }: Frame, size: number): DrawCommand[] {
  return Array.from({ length: rows * COVERS_IN_ROW }, (_, n) => ({
    kind: 'cover',
    key: keys[n % keys.length] ?? '',
    x: (n % COVERS_IN_ROW) * size,
    y: y + Math.floor(n / COVERS_IN_ROW) * size,
    width: size,
    height: size
  }));
}

function figures(shown: CardContent['figures'], box: Box, measure: MeasureText): DrawCommand[] {
  return columns(box, shown.length).flatMap((column, n) => {
    const { name = '', value = '' } = shown[n] ?? {};
    const style = { size: 72, weight: 700, tracking: -0.03 };
    return [
      fittedTextIn({ ...column, height: 84 }, { text: value, style, colour: 'ink' }, measure),
      textIn(
        { ...column, y: column.y + 84, height: 32 },
        { text: name, style: { size: 26, weight: 400 }, colour: 'ink-soft' },
        measure
      )
    ];
  });
}

function lists({ artists, songs }: CardContent, box: Box, measure: MeasureText): DrawCommand[] {
  const shown = [
    { name: 'Top artists', lines: artists },
    { name: 'Top songs', lines: songs }
  ];
  return columns(box, 2).flatMap((column, n) => {
    const { name = '', lines = [] } = shown[n] ?? {};
    return [
      { kind: 'rect', ...column, height: 3, colour: 'ink' } as const,
      textIn(
        { ...column, y: column.y + 14, height: 34 },
        { text: name, style: { size: 26, weight: 600 }, colour: 'ink-soft' },
        measure
      ),
      ...entries(lines, { ...column, y: column.y + 60, height: column.height - 60 }, measure)
    ];
  });
}

function entries(lines: readonly CardLine[], box: Box, measure: MeasureText): DrawCommand[] {
  const height = Math.min(TALLEST_ENTRY, box.height / lines.length);
  const size = Math.round(height * 0.46);
  const rank = 44;
  const column = { x: box.x + rank, width: box.width - rank };
  return lines.flatMap(({ name, note }, n) => {
    const y = box.y + n * height;
    return [
      textIn(
        { x: box.x, y, width: rank - 8, height: height * 0.56 },
        { text: String(n + 1), style: { size, weight: 650 }, colour: 'accent' },
        measure
      ),
      textIn(
        { ...column, y, height: height * 0.56 },
        { text: name, style: { size, weight: 600, tracking: -0.01 }, colour: 'ink' },
        measure
      ),
      textIn(
        { ...column, y: y + height * 0.56, height: height * 0.36 },
        { text: note, style: { size: Math.round(height * 0.31), weight: 400 }, colour: 'ink-soft' },
        measure
      )
    ];
  });
}

function facts(shown: CardContent['facts'], box: Box, measure: MeasureText): DrawCommand[] {
  return columns(box, 2)
    .slice(0, shown.length)
    .flatMap((column, n) => {
      const { name = '', value = '' } = shown[n] ?? {};
      return [
        { kind: 'rect', ...column, height: 3, colour: 'ink' } as const,
        textIn(
          { ...column, y: column.y + 14, height: 32 },
          { text: name, style: { size: 26, weight: 600 }, colour: 'ink-soft' },
          measure
        ),
        fittedTextIn(
          { ...column, y: column.y + 46, height: 42 },
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
