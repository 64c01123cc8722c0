import type { DrawCommand, MeasureText } from '$lib/app/index.ts';
import { paintCard, setStyle } from './paint.ts';
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
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser does not draw pictures.');
  const family = getComputedStyle(document.body).fontFamily;
  const commands = lay((text, style) => {
    setStyle(context, style, family);
    return context.measureText(text).width;
  });
  paintCard(context, commands, palettes[look], family);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('This browser made no picture.');
  return blob;
}
