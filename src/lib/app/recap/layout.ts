import { CARD_SIZES, type CardContent, type CardFormat } from './card.ts';
import { facts, figures, lists } from './columns.ts';
import { type Box, type DrawCommand, textIn } from './drawing.ts';
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
const COVERS_IN_ROW = 5;

const FRAMES: Readonly<Record<CardFormat, Frame>> = {
  portrait: {
    header: 56,
    mark: 56,
    overline: 146,
    title: { y: 188, height: 206 },
    covers: { y: 416, rows: 1 },
    figures: 668,
    lists: { y: 818, height: 412 },
    footer: 1264
  },
  story: {
    header: 120,
    mark: 64,
    overline: 232,
    title: { y: 274, height: 246 },
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
