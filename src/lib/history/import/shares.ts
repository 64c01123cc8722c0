import { MAX_MEMBERS, SHARED_FROM_BYTES } from '../limits.ts';
import { isWorkbook } from '../reading/xlsx.ts';

/** A place in the chosen files: before that member of a zip; member 0 is the beginning of any file. */
export interface Place {
  readonly file: number;
  readonly member: number;
}

/** What one of several readers reads: from one place to before another. */
export interface Share {
  readonly from: Place;
  readonly to: Place;
}

/** How much longer it takes to read a byte of a zip than one of an unpacked file. */
const ZIP_WEIGHT = 12;

/** All of it. */
export function wholeOf(files: readonly File[]): Share {
  return { from: { file: 0, member: 0 }, to: { file: files.length, member: 0 } };
}

/** Cuts the chosen files in two halves that take about the same time; undefined where that is not worth it. */
export async function halve(files: readonly File[]): Promise<[Share, Share] | undefined> {
  // A name says little of what a file is, but a wrong guess here costs only time.
  const weights = files.map(({ name, size }) => (/\.zip$/i.test(name) ? size : size / ZIP_WEIGHT));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total < SHARED_FROM_BYTES) return undefined;
  let rest = total / 2;
  let file = 0;
  for (; rest > (weights[file] ?? Infinity); file++) rest -= weights[file] ?? 0;
  const middle = await placeIn(files, file, rest / (weights[file] ?? 1));
  const { from, to } = wholeOf(files);
  if (middle.file >= to.file || (middle.file === 0 && middle.member === 0)) return undefined;
  return [
    { from, to: middle },
    { from: middle, to }
  ];
}

/** The place that is nearest to a part of a file. @param part 0 ... 1 */
async function placeIn(files: readonly File[], file: number, part: number): Promise<Place> {
  const sizes = (files[file] && (await memberSizes(files[file]))) ?? [1];
  const wanted = part * sizes.reduce((sum, size) => sum + size, 0);
  let member = 0;
  let before = 0;
  for (const size of sizes) {
    if (before + size / 2 > wanted) break;
    before += size;
    member++;
  }
  return member === sizes.length ? { file: file + 1, member: 0 } : { file, member };
}

/** Of the members of a zip that can be shared. */
async function memberSizes(file: File): Promise<number[] | undefined> {
  const { zipMembers } = await import('../reading/zip.ts');
  try {
    const members = await zipMembers(file, () => undefined);
    if (members.length > MAX_MEMBERS || isWorkbook(members.map(({ name }) => name))) return undefined;
    return members.map(({ compressedBytes }) => compressedBytes);
  } catch {
    // It is no zip, or a broken one.
    return undefined;
  }
}
