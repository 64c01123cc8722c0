import type { DrawCommand, TextStyle } from '$lib/app/index.ts';
import { coverOf } from '../cover.ts';
import { mark } from '../mark.ts';
import type { CardPalette } from './palette.ts';

/** From this size on the empty margin of a letter shows, pixels. */
const LARGE = 60;
/** Covers and the mark are drawn on a grid of this many units. */
const GRID = 64;

/** Draws a card, back to front. @param family a CSS list of fonts. */
export function paintCard(
  context: CanvasRenderingContext2D,
  commands: readonly DrawCommand[],
  palette: CardPalette,
  family: string
): void {
  for (const command of commands) {
    context.save();
    if (command.kind === 'rect') {
      context.fillStyle = palette[command.colour];
      context.fillRect(command.x, command.y, command.width, command.height);
    } else if (command.kind === 'text') {
      paintText(context, command, palette, family);
    } else {
      context.translate(command.x, command.y);
      context.scale(command.width / GRID, command.height / GRID);
      if (command.kind === 'cover') paintCover(context, command.key, palette);
      else paintMark(context, palette[command.colour]);
    }
    context.restore();
  }
}

/** Makes ready for drawing or measuring text. */
export function setStyle(
  context: CanvasRenderingContext2D,
  { size, weight, tracking = 0 }: TextStyle,
  family: string
): void {
  context.font = `${weight} ${size}px ${family}`;
  context.letterSpacing = `${tracking * size}px`;
}

function paintText(
  context: CanvasRenderingContext2D,
  { text, style, colour, align, direction, ...box }: Extract<DrawCommand, { kind: 'text' }>,
  palette: CardPalette,
  family: string
): void {
  // Towers of accents would reach into other lines.
  const slack = style.size * 0.1;
  context.beginPath();
  context.rect(box.x - slack, box.y - slack, box.width + 2 * slack, box.height + 2 * slack);
  context.clip();
  setStyle(context, style, family);
  context.fillStyle = palette[colour];
  context.textAlign = align;
  context.direction = direction;
  // Capitals, about 0.72 of the size tall, stand in the middle.
  context.fillText(
    text,
    align === 'left' ? box.x - marginOf(context, text, style) : box.x + box.width,
    box.y + box.height / 2 + style.size * 0.36
  );
}

/** What a large first letter keeps free on its left, pixels: without it, large and small text stand flush. */
function marginOf(context: CanvasRenderingContext2D, text: string, { size }: TextStyle): number {
  if (size < LARGE) return 0;
  context.save();
  // Tracking would count as part of the margin.
  context.letterSpacing = '0px';
  const { actualBoundingBoxLeft } = context.measureText(text);
  context.restore();
  return -actualBoundingBoxLeft;
}

function paintCover(context: CanvasRenderingContext2D, key: string, { tints }: CardPalette): void {
  const { ground, paths } = coverOf(key);
  const colour = (tint: number) => tints[tint] ?? tints[0];
  context.beginPath();
  context.rect(0, 0, GRID, GRID);
  context.clip();
  context.fillStyle = colour(ground);
  context.fill();
  for (const { tint, width, d } of paths) {
    const path = new Path2D(d);
    if (width === undefined) {
      context.fillStyle = colour(tint);
      context.fill(path);
    } else {
      context.strokeStyle = colour(tint);
      context.lineWidth = width;
      context.stroke(path);
    }
  }
}

function paintMark(context: CanvasRenderingContext2D, colour: string): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = mark.strokeWidth;
  context.lineCap = 'round';
  context.stroke(new Path2D(mark.strokes));
  context.beginPath();
  context.arc(mark.dot.cx, mark.dot.cy, mark.dot.r, 0, 2 * Math.PI);
  context.fill();
}
