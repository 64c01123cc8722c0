import { cutToWidth, directionOf, type MeasureText, sizeToFit, type TextStyle } from './text.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type CardColour = 'paper' | 'ink' | 'ink-soft' | 'accent';

/** One thing to draw, in pixels from the upper left corner. */
export type DrawCommand = Box &
  (
    | { kind: 'rect'; colour: CardColour }
    | { kind: 'cover'; key: string }
    | { kind: 'mark'; colour: CardColour }
    | {
        kind: 'text';
        text: string;
        style: TextStyle;
        colour: CardColour;
        align: 'left' | 'right';
        direction: 'ltr' | 'rtl';
      }
  );

interface TextOptions {
  text: string;
  style: TextStyle;
  colour: CardColour;
  align?: 'left' | 'right';
}

/** A line in the vertical middle of its box, cut where it is too long. */
export function textIn(box: Box, options: TextOptions, measure: MeasureText): DrawCommand {
  const { style, colour, align = 'left' } = options;
  const text = cutToWidth(options.text, style, box.width, measure);
  return { kind: 'text', ...box, text, style, colour, align, direction: directionOf(text) };
}

/** The same, set smaller before anything is cut. */
export function fittedTextIn(box: Box, options: TextOptions, measure: MeasureText): DrawCommand {
  const size = sizeToFit([options.text], options.style, box.width, measure);
  return textIn(box, { ...options, style: { ...options.style, size } }, measure);
}
