import type { DrawCommand, MeasureText } from '$lib/app/index.ts';
import { canvasOf, pngOf } from '../png.ts';
import { paintCard, setStyle } from './paint.ts';
import { nextFrame } from '../turns.ts';
import { type CardLook, palettes } from './palette.ts';

/**
 * A card as a PNG, made on this device and in the page's own font.
 * @param size pixels. @param lay puts everything in its place, given how wide text is.
 * @throws Error where the browser has no memory or no leave for a picture.
 */
export async function renderCard(
  size: { width: number; height: number },
  look: CardLook,
  lay: (measure: MeasureText) => readonly DrawCommand[]
): Promise<Blob> {
  // Laying out and painting each take a phone as long as a page may be held up at a time.
  await nextFrame();
  const { canvas, context } = canvasOf(size.width, size.height);
  const family = getComputedStyle(document.body).fontFamily;
  const commands = lay((text, style) => {
    setStyle(context, style, family);
    return context.measureText(text).width;
  });
  await nextFrame();
  paintCard(context, commands, palettes[look], family);
  return await pngOf(canvas);
}
