/** A spectrogram: brightness 0 ... 255 of each place, time from left to right, pitch from bottom to top. */
export interface Picture {
  title: string;
  width: number;
  height: number;
  values: number[];
}

const COLUMNS = 2;
const MARGIN = 24;

/** @returns all pictures beside and below each other, each with its title, as a PNG's data address */
export function drawSheet(pictures: readonly Picture[]): string {
  const [first] = pictures;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!first || !context) throw new Error('There is nothing to draw.');
  canvas.width = COLUMNS * (first.width + MARGIN) + MARGIN;
  canvas.height = Math.ceil(pictures.length / COLUMNS) * (first.height + MARGIN) + MARGIN;
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  context.font = '14px sans-serif';
  for (const [index, { title, width, height, values }] of pictures.entries()) {
    const x = MARGIN + (index % COLUMNS) * (width + MARGIN);
    const y = MARGIN + Math.floor(index / COLUMNS) * (height + MARGIN);
    const image = context.createImageData(width, height);
    for (const [i, value] of values.entries()) image.data.set([value, value, value, 255], 4 * i);
    context.putImageData(image, x, y);
    context.fillText(title, x, y - 6);
  }
  return canvas.toDataURL('image/png');
}
