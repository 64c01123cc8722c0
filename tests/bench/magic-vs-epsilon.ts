import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exactPoints, localPoint, type MagicPoint, summedPoint } from '../../src/lib/lab/index.ts';
import { type Bench, readCount } from './bench.ts';
import { listenersOf } from './magic/listeners.ts';
import { readSequences } from './quality/read.ts';

const DATA = 'data/s3rec-lastfm/LastFM.txt';
const LOCAL = [2, 4, 6, 8, 10, 12];
const SUMMED = [1, 2, 4, 8, 12];
/** As many people as if every listener stood for so many. */
const COPIES = 100;

/** One curve of the picture: how good the recommendations are at each budget. */
interface Curve {
  id: string;
  points: (MagicPoint & { epsilon: number })[];
}

/**
 * What recommendations are worth where a cloud knows only noised plays, where it knows only noised sums, and where the
 * plays stay on the device. All settings are chosen on the items before the tested ones.
 */
export const magicBench: Bench = {
  usage: '[--seeds N]   (default: --seeds 3)',

  // eslint-disable-next-line @typescript-eslint/require-await -- as every bench
  async run(args, tell) {
    const { values } = parseArgs({ args, options: { seeds: { type: 'string', default: '3' } } });
    const seeds = Array.from({ length: readCount('seeds', values.seeds) }, (_, n) => n + 1);
    const text = readFileSync(join(process.env['EARSHOT_SHARED'] ?? '../shared', DATA), 'utf8');
    const listeners = listenersOf(readSequences(text));
    const told = (name: string, point: MagicPoint) => {
      tell(`${name}: ${point.ndcg.toFixed(4)} (${point.setting})`);
      return point;
    };
    const curve = (id: string, budgets: readonly number[], at: (epsilon: number) => MagicPoint): Curve => ({
      id,
      points: budgets.map((epsilon) => ({ epsilon, ...told(`${id}, epsilon ${epsilon}`, at(epsilon)) }))
    });
    const summed = (copies: number) => (epsilon: number) => summedPoint(listeners, epsilon, seeds, copies);
    const flat = { ...exactPoints(listeners), 'sums-exact': summed(1)(Infinity) };
    for (const [id, point] of Object.entries(flat)) told(id, point);
    const curves = [
      curve('local', LOCAL, (epsilon) => localPoint(listeners, epsilon, seeds)),
      curve('sums', SUMMED, summed(1)),
      curve(`sums-${COPIES}`, SUMMED, summed(COPIES))
    ];
    return {
      results: {
        ...Object.fromEntries(Object.entries(flat).map(([id, { ndcg }]) => [`ndcg@10.${id}`, ndcg])),
        ...Object.fromEntries(
          curves.flatMap(({ id, points }) =>
            points.map(({ epsilon, ndcg }) => [`ndcg@10.${id}.epsilon-${epsilon}`, ndcg])
          )
        )
      },
      details: {
        data: { name: 's3rec-lastfm', sha256: createHash('sha256').update(text).digest('hex') },
        listeners: listeners.all.length,
        items: listeners.items,
        seeds,
        curves,
        flat
      }
    };
  }
};
