import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterLayout } from '../../../../src/lib/compute/index.ts';
import { fingerprintOf } from '../../../../src/lib/recommender/model-file/fingerprint.ts';
import { readModelFile, writeModelFile } from '../../../../src/lib/recommender/model-file/model-file.ts';
import { bytesOf } from '../../../../src/lib/recommender/model-file/size.ts';
import { networkConfig } from '../../../../src/lib/recommender/network/config.ts';
import { networkShape } from '../../../../src/lib/recommender/network/shape.ts';
import type { Outcome } from '../../../../src/lib/recommender/types.ts';
import { packValue } from '../../../../src/lib/storage/backup/packed.ts';
import { listeningOf } from '../listening.ts';

const config = networkConfig(200, 3, 1);
const { size } = parameterLayout(networkShape(config));
const outcome: Outcome = {
  revision: 4,
  createdAt: 1.7e12,
  settled: true,
  serving: 'sequence-network',
  recommendations: []
};
const checkpoint = {
  revision: 4,
  config,
  state: { training: { parameters: new Float32Array(size).fill(0.5) } }
};
const model = { outcome, checkpoint };
const reading = async (content: object) => readModelFile(await packValue(content), 'mine', 9);
const content = { format: 'earshot-model', version: 1, fingerprint: 'mine', ...model };

describe('a model file', () => {
  it('comes back as it was written, tied to the revision of the history here', async () => {
    const file = await writeModelFile(model, 'mine');
    expect(await readModelFile(file, 'mine', 9)).toEqual({
      outcome: { ...outcome, revision: 9 },
      checkpoint: { ...checkpoint, revision: 9 }
    });
  });

  it('may hold no network', async () => {
    const file = await writeModelFile({ outcome, checkpoint: undefined }, 'mine');
    expect(await readModelFile(file, 'mine', 9)).toMatchObject({
      outcome: { revision: 9 },
      checkpoint: undefined
    });
  });

  it('that was trained on other plays is refused', async () => {
    const file = await writeModelFile(model, 'theirs');
    await expect(readModelFile(file, 'mine', 4)).rejects.toMatchObject({ code: 'other_history' });
  });

  it.each<[string, object, string]>([
    ['of another version', { ...content, version: 2 }, 'other_version'],
    ['of another format', { ...content, format: 'earshot-backup' }, 'not_a_model'],
    ['without a format', {}, 'not_a_model'],
    ['with an outcome that is none', { ...content, outcome: { ...outcome, serving: 'fortune' } }, 'damaged'],
    ['that was not trained to the end', { ...content, outcome: { ...outcome, settled: false } }, 'damaged'],
    ['with a network of another size', { ...content, checkpoint: { ...checkpoint, state: {} } }, 'damaged'],
    [
      'with a network that is not finite',
      {
        ...content,
        checkpoint: { ...checkpoint, state: { training: { parameters: new Float32Array(size).fill(NaN) } } }
      },
      'damaged'
    ],
    ['with a configuration that is none', { ...content, checkpoint: { ...checkpoint, config: 7 } }, 'damaged']
  ])('%s is refused', async (_, changed, code) => {
    await expect(reading(changed)).rejects.toMatchObject({ code });
  });

  it('that is something else is refused', async () => {
    await expect(readModelFile(new Blob(['PK\u0003\u0004']), 'mine', 4)).rejects.toMatchObject({
      code: 'not_a_model'
    });
    await expect(readModelFile(new Blob([]), 'mine', 4)).rejects.toMatchObject({ code: 'not_a_model' });
  });

  it('with any byte changed, or cut anywhere, is refused or the same', async () => {
    const bytes = new Uint8Array(await (await writeModelFile(model, 'mine')).arrayBuffer());
    const whole = await readModelFile(new Blob([bytes]), 'mine', 4);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const cut = readModelFile(new Blob([bytes.slice(0, at)]), 'mine', 4);
        await expect(cut).rejects.toMatchObject({ name: 'ModelFileError' });
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        // Gzip's header has bytes that mean nothing, such as the time.
        const read: unknown = await readModelFile(new Blob([changed]), 'mine', 4).catch(
          (error: unknown) => error
        );
        if (!(read instanceof Error)) expect(read).toEqual(whole);
        else expect(read).toMatchObject({ name: 'ModelFileError' });
      }),
      { numRuns: 200, seed: 7 }
    );
  });
});

describe('fingerprintOf', () => {
  it('is the same for the same plays, and another one for others', async () => {
    const one = await fingerprintOf(listeningOf('ABCA'));
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprintOf(listeningOf('ABCA'))).toBe(one);
    for (const other of [
      listeningOf('ABC'),
      listeningOf('ABCa'),
      listeningOf('ACBA'),
      listeningOf('ABCA', 5)
    ])
      expect(await fingerprintOf(other)).not.toBe(one);
  });
});

it('bytesOf counts arrays by their bytes', () => {
  expect(bytesOf({ a: new Float32Array(10), b: ['xy', 1] })).toBe(40 + 1 + 1 + 1 + 2 + 1 + 8);
});
