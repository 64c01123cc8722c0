import { type Cover, COVER_TYPES } from './own-file.ts';

/** Longest side, pixels. */
const SIDE = 256;
/** A picture of so few bytes is kept as it is, and one that cannot be made smaller up to so many. */
const SMALL = 20_000;
const BEARABLE = 200_000;
/** Larger ones are not even looked at. */
const LARGEST = 30_000_000;

/** A picture small enough to be kept for each file; undefined where there is no such. @param type its media type */
export async function smallCover(data: Uint8Array, type: string): Promise<Cover | undefined> {
  // Some taggers write "JPG", or a type that there is not.
  const written = type
    .toLowerCase()
    .replace(/^(?:image\/)?/, 'image/')
    .replace('jpg', 'jpeg');
  const known = COVER_TYPES.find((each) => each === written);
  if (known === undefined || data.length === 0 || data.length > LARGEST) return undefined;
  const bytes = Uint8Array.from(data);
  const asItIs = { type: known, bytes };
  if (bytes.length <= SMALL) return asItIs;
  return (
    (await shrink(new Blob([bytes], { type: known }))) ?? (bytes.length <= BEARABLE ? asItIs : undefined)
  );
}

/** Undefined where the picture is damaged, or the browser cannot draw outside a page. */
async function shrink(picture: Blob): Promise<Cover | undefined> {
  try {
    const image = await createImageBitmap(picture);
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(scale * image.width));
    const height = Math.max(1, Math.round(scale * image.height));
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
    image.close();
    const small = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    return { type: 'image/jpeg', bytes: new Uint8Array(await small.arrayBuffer()) };
  } catch {
    return undefined;
  }
}
