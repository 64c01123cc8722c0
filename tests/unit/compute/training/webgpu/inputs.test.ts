import { expect, test } from 'vitest';
import { touchedItems } from '../../../../../src/lib/compute/training/touched.ts';
import { InputPacker } from '../../../../../src/lib/compute/training/webgpu/inputs.ts';
import { seededRandom } from '../../../../../src/lib/random/index.ts';
import { LOSSES, randomBatch, smallShape } from '../cases.ts';

test.each(LOSSES)('plays stand without gaps, and every touched item in the index: %s', (loss) => {
  const shape = smallShape(loss, { items: 60 });
  const packer = new InputPacker(shape);
  const { layout, words } = packer;
  for (const seed of [1, 2, 3]) {
    const batch = randomBatch(shape, seededRandom(seed));
    const places = [...batch.lengths].flatMap((length, window) =>
      Array.from({ length }, (_, t) => window * shape.context + t)
    );
    const packed = packer.packBatch(batch, places.length);
    const list = (from: number, count = places.length) => [...words.subarray(from, from + count)];
    expect(list(layout.places)).toEqual(places);
    expect(list(layout.items)).toEqual(places.map((place) => batch.items[place]));
    expect(list(layout.kinds)).toEqual(places.map((place) => batch.kinds[place]));
    expect(list(layout.targets)).toEqual(places.map((place) => batch.targets[place]));
    expect(list(layout.lengths, shape.batch)).toEqual([...batch.lengths]);
    let start = 0;
    for (const [window, length] of batch.lengths.entries()) {
      expect(words[layout.starts + window]).toBe(start);
      start += length;
    }
    const touched = touchedItems(shape, batch);
    expect(new Set(list(layout.rows, packed.touched))).toEqual(
      new Set([...touched.keys()].filter((item) => touched[item]))
    );
    const entries = words[layout.bounds + packed.touched] ?? NaN;
    expect(packed.words).toBe(layout.entries + entries);
    expect(packed.words).toBeLessThanOrEqual(layout.words);
  }
});

test('of the negatives, what is drawn and how likely it was', () => {
  const shape = smallShape('sampled', { items: 60 });
  const packer = new InputPacker(shape);
  const batch = randomBatch(shape, seededRandom(4));
  const plays = batch.lengths.reduce((sum, length) => sum + length, 0);
  packer.packBatch(batch, plays);
  const { layout, words } = packer;
  const floats = new Float32Array(words.buffer);
  expect([...words.subarray(layout.negatives, layout.negatives + shape.negatives)]).toEqual([
    ...batch.negatives
  ]);
  expect([...floats.subarray(layout.negativeLogQ, layout.negativeLogQ + shape.negatives)]).toEqual(
    [...batch.negatives].map((item) => batch.logQ[item])
  );
  const targets = [...words.subarray(layout.targets, layout.targets + plays)];
  expect([...floats.subarray(layout.targetLogQ, layout.targetLogQ + plays)]).toEqual(
    targets.map((item) => batch.logQ[item])
  );
});
