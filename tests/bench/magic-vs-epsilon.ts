import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRng } from '../unit/privacy/seeded-rng.ts';
import { type Bench, readCount } from './bench.ts';
import { easeOn, type ItemModel, neighboursOn, scoresOf, sumPairs, type Sums } from './magic/aggregate.ts';
import { type Sparse, sparseOf } from './magic/algebra.ts';
import { crowdOf, Ease } from './magic/ease.ts';
import { type Listeners, listenersOf } from './magic/listeners.ts';
import { noiseLocally } from './magic/local.ts';
import { BLENDS, ndcgOf, type Point, pointOf, ranksFor, type Slice } from './magic/ranks.ts';
import { readSequences } from './quality/read.ts';

const DATA = 'data/s3rec-lastfm/LastFM.txt';
const LOCAL = [2, 4, 6, 8, 10, 12];
const SUMMED = [1, 2, 4, 8];
const LAMBDAS = [100, 300];
/** As many people as if every listener stood for so many. */
const COPIES = 100;

/** One curve of the picture: how good the recommendations are at each budget. */
interface Curve {
  id: string;
  points: (Point & { epsilon: number })[];
}

type Tell = (line: string) => void;

/**
 * What recommendations are worth where a cloud knows only noised plays, where it knows only noised sums, and where the
 * plays stay on the device. All settings are chosen on the items before the tested ones.
 */
export const magicBench: Bench = {
  usage: '[--seeds N]   (default: --seeds 1)',

  // eslint-disable-next-line @typescript-eslint/require-await -- as every bench
  async run(args, tell) {
    const { values } = parseArgs({ args, options: { seeds: { type: 'string', default: '1' } } });
    const seeds = Array.from({ length: readCount('seeds', values.seeds) }, (_, n) => n + 1);
    const text = readFileSync(join(process.env['EARSHOT_SHARED'] ?? '../shared', DATA), 'utf8');
    const listeners = listenersOf(readSequences(text));
    const exact = exactFigures(listeners, tell);
    const curves: Curve[] = [
      { id: 'local', points: each(LOCAL, (epsilon) => localPoint(listeners, epsilon, seeds, tell)) },
      {
        id: 'sums',
        points: each(SUMMED, (epsilon) => summedPoint(listeners, epsilon, seeds, 1, tell))
      },
      {
        id: `sums-${COPIES}`,
        points: each(SUMMED, (epsilon) => summedPoint(listeners, epsilon, seeds, COPIES, tell))
      }
    ];
    const flat = { ...exact, 'sums-exact': summedPoint(listeners, Infinity, [1], 1, tell) };
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

function each<P extends Point>(
  budgets: readonly number[],
  at: (epsilon: number) => P
): (P & { epsilon: number })[] {
  return budgets.map((epsilon) => ({ epsilon, ...at(epsilon) }));
}

/** Of several settings the one with the best NDCG@10 on the tuning items, and the blend. */
function best<S>(settings: readonly S[], tune: (setting: S) => number[][] | undefined) {
  let found: { setting: S; blend: number; ndcg: number } | undefined;
  for (const setting of settings) {
    tune(setting)?.forEach((ranks, blend) => {
      const ndcg = ndcgOf(ranks);
      if (!found || ndcg > found.ndcg) found = { setting, blend, ndcg };
    });
  }
  if (!found) throw new Error('no setting works');
  return found;
}

/** Plays sent as they are; a model of other listeners with the plays at home; and popularity alone. */
function exactFigures(listeners: Listeners, tell: Tell): Record<'cloud' | 'device' | 'popularity', Point> {
  const { items, all } = listeners;
  const popularity = new Float64Array(items);
  for (const { past } of all) for (const item of past) popularity[item] = (popularity[item] ?? 0) + 1;
  const rows = all.map(({ past }) => rowOf(items, past));
  const known = (u: number, slice: Slice) => {
    const { past = [], tuned = 0 } = all[u] ?? {};
    return rowOf(items, slice === 'tuned' ? past : [...past, tuned]);
  };
  const ranks = (models: readonly Ease[], slice: Slice) =>
    ranksFor(listeners, slice, popularity, (u) => {
      const model = models[u % models.length];
      if (!model) throw new Error('no model');
      if (models.length > 1) return model.scores(known(u, slice));
      return model.memberScores(u, slice === 'tuned' ? undefined : rowOf(items, [all[u]?.tuned ?? 0]));
    });
  // Of listeners who are not asked themselves: the odd ones' model serves the even ones, and the other way round.
  const halves = [1, 0].map((rest) =>
    crowdOf(
      items,
      rows.filter((_, u) => u % 2 === rest)
    )
  );
  const crowd = crowdOf(items, rows);
  const measure = (crowds: typeof halves) => {
    const models = (lambda: number) => crowds.map((one) => new Ease(one, lambda));
    const { setting, blend, ndcg } = best(LAMBDAS, (lambda) => ranks(models(lambda), 'tuned'));
    tell(`lambda ${setting}, blend ${BLENDS[blend] ?? 0}, tuned ${ndcg.toFixed(4)}`);
    return ranks(models(setting), 'tested')[blend] ?? [];
  };
  tell('Exact plays');
  const alone = ranksFor(listeners, 'tested', popularity, () => new Float64Array(items))[BLENDS.length - 1];
  return {
    cloud: pointOf([measure([crowd])]),
    device: pointOf([measure(halves)]),
    popularity: pointOf([alone ?? []])
  };
}

function localPoint(listeners: Listeners, epsilon: number, seeds: readonly number[], tell: Tell): Point {
  const { items } = listeners;
  let chosen: { setting: number; blend: number } | undefined;
  const runs = seeds.map((seed) => {
    const noised = noiseLocally(listeners, epsilon, seededRng(seed));
    const crowd = crowdOf(items, noised.past);
    const models = new Map<number, Ease>();
    const ranks = (lambda: number, slice: Slice) => {
      const model = models.get(lambda) ?? new Ease(crowd, lambda);
      models.set(lambda, model);
      return ranksFor(listeners, slice, noised.popularity, (u) => {
        return model.memberScores(u, slice === 'tuned' ? undefined : noised.tuned[u]);
      });
    };
    chosen ??= best(LAMBDAS, (lambda) => ranks(lambda, 'tuned'));
    return ranks(chosen.setting, 'tested')[chosen.blend] ?? [];
  });
  const point = pointOf(runs);
  tell(
    `Noised plays, epsilon ${epsilon}: ${point.ndcg.toFixed(4)}, lambda ${chosen?.setting ?? 0}, ` +
      `blend ${BLENDS[chosen?.blend ?? 0] ?? 0}`
  );
  return point;
}

/** A way to make a model of noised sums. */
interface Recipe {
  name: string;
  make: (sums: Sums) => ItemModel | undefined;
}

const RECIPES: readonly Recipe[] = [300, 1000].flatMap((kept) => [
  ...[1, 5, 30].map((lambda) => ({
    name: `EASE ${kept} ${lambda}`,
    // The ridge must lift the noise's smallest eigenvalue, about -2 sigma sqrt(n), above zero.
    make: (sums: Sums) => easeOn(sums, kept, lambda + 2.2 * sums.sigma * Math.sqrt(kept))
  })),
  ...[1, 3].map((deviations) => ({
    name: `neighbours ${kept} ${deviations}`,
    make: (sums: Sums) => neighboursOn(sums, kept, deviations)
  }))
]);

function summedPoint(
  listeners: Listeners,
  epsilon: number,
  seeds: readonly number[],
  copies: number,
  tell: Tell
): Point {
  const { items, all } = listeners;
  let chosen: { setting: Recipe; blend: number } | undefined;
  const runs = seeds.map((seed) => {
    const sums = sumPairs(listeners, epsilon, seed, copies);
    const ranks = ({ make }: Recipe, slice: Slice) => {
      const model = make(sums);
      return (
        model &&
        ranksFor(listeners, slice, sums.popularity, (u) => {
          const { past = [], tuned = 0 } = all[u] ?? {};
          return scoresOf(model, items, slice === 'tuned' ? past : [...past, tuned]);
        })
      );
    };
    chosen ??= best(RECIPES, (recipe) => ranks(recipe, 'tuned'));
    return ranks(chosen.setting, 'tested')?.[chosen.blend] ?? [];
  });
  const point = pointOf(runs);
  tell(
    `Noised sums, ${copies} x, epsilon ${epsilon}: ${point.ndcg.toFixed(4)}, ${chosen?.setting.name ?? ''}, ` +
      `blend ${BLENDS[chosen?.blend ?? 0] ?? 0}`
  );
  return point;
}

function rowOf(items: number, past: readonly number[]): Sparse {
  const row = new Float64Array(items);
  for (const item of past) row[item] = 1;
  return sparseOf(row);
}
