/** What was drawn, as a PNG. @throws Error where the browser has no memory or no leave for a picture. */
export async function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('This browser made no picture.');
  return blob;
}

/** A canvas to draw on, of this many pixels. @throws Error where the browser has none */
export function canvasOf(
  width: number,
  height: number
): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser does not draw pictures.');
  return { canvas, context };
}
