import { strFromU8, unzipSync, zipSync } from 'fflate';
import { seededRandom } from '../../../src/lib/random/index.ts';
import { mutate } from './mutate.ts';
import type { FormatSample } from './samples.ts';

/** One mutated file. */
export interface Case {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The file number `index` of a format: the same for the same seed, as long as the samples stay. */
export function makeCase(
  samples: readonly FormatSample[],
  format: string,
  seed: number,
  index: number
): Case {
  const sample = samples.find((candidate) => candidate.format === format);
  if (!sample) throw new RangeError(`There is no sample ${format}.`);
  const random = seededRandom(hash(`${seed}/${format}/${index}`));
  const other = samples[random.below(samples.length)] ?? sample;
  const change = (bytes: Uint8Array<ArrayBuffer>) =>
    mutate(bytes, other.bytes, Math.floor(random.uniform() * 2 ** 32));
  // Formats are recognised by their contents: a name may be anything.
  const name = random.below(8) === 0 ? other.name : sample.name;
  // Noise in a zip damages the zip; what is in it must be changed before it is packed.
  const inside = isZip(sample.bytes) && random.below(4) > 0;
  return {
    name,
    bytes: inside ? changeInside(sample.bytes, change, random.below(1000)) : change(sample.bytes)
  };
}

function changeInside(
  zip: Uint8Array<ArrayBuffer>,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
  which: number
): Uint8Array<ArrayBuffer> {
  const members = unzipSync(zip);
  const names = Object.keys(members);
  const name = names[which % names.length];
  const member = name === undefined ? undefined : members[name];
  if (name === undefined || !member) return change(zip);
  return zipSync({ ...members, [name]: change(member.slice()) }, { level: 1 });
}

function isZip(bytes: Uint8Array): boolean {
  return strFromU8(bytes.subarray(0, 4), true) === 'PK\u0003\u0004';
}

/** FNV-1a: neighbouring cases get seeds that have nothing in common. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
