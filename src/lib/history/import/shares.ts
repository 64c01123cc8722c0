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

/** Whether a second reader makes up for its start. */
export function isWorthSharing(files: readonly File[]): boolean {
  return sum(files.map(weightOf)) >= SHARED_FROM_BYTES;
}

/** Cuts the chosen files in two halves that take about the same time; undefined where they cannot be cut. */
export async function halve(files: readonly File[]): Promise<[Share, Share] | undefined> {
  const weights = files.map(weightOf);
  let rest = sum(weights) / 2;
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
  const wanted = part * sum(sizes);
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

/** About how long it takes to read. A name says little of what a file is, but a wrong guess costs only time. */
function weightOf({ name, size }: File): number {
  return /\.zip$/i.test(name) ? size : size / ZIP_WEIGHT;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
