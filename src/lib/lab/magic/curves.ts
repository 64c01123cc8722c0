import { numberedRng } from '../numbered-rng.ts';
import { easeOn, type ItemModel, neighboursOn, scoresOf, sumPairs, type Sums } from './aggregate.ts';
import { type Sparse, sparseOf } from './algebra.ts';
import { crowdOf, Ease } from './ease.ts';
import type { Listeners } from './listeners.ts';
import { noiseLocally } from './local.ts';
import { BLENDS, ndcgOf, type Point, pointOf, ranksFor, type Slice } from './ranks.ts';

/** How good recommendations are, and the settings with which they are; these were chosen on the tuning items. */
export interface MagicPoint extends Point {
  setting: string;
}

const LAMBDAS = [100, 300];

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

function settingOf(name: string, blend: number): string {
  return `${name}, blend ${BLENDS[blend] ?? 0}`;
}

/**
 * Without noise. `cloud`: the service has everybody's plays as they are. `device`: a model of other listeners (the odd
 * ones' serves the even ones, and the other way round), with the plays of the one who is served at home.
 * `popularity`: the same list for everybody.
 */
export function exactPoints(listeners: Listeners): Record<'cloud' | 'device' | 'popularity', MagicPoint> {
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
  const measure = (crowds: readonly ReturnType<typeof crowdOf>[]): MagicPoint => {
    const models = (lambda: number) => crowds.map((one) => new Ease(one, lambda));
    const { setting, blend } = best(LAMBDAS, (lambda) => ranks(models(lambda), 'tuned'));
    const tested = ranks(models(setting), 'tested')[blend] ?? [];
    return { ...pointOf([tested]), setting: settingOf(`EASE ${setting}`, blend) };
  };
  const halves = [1, 0].map((rest) =>
    crowdOf(
      items,
      rows.filter((_, u) => u % 2 === rest)
    )
  );
  const alone = ranksFor(listeners, 'tested', popularity, () => new Float64Array(items))[BLENDS.length - 1];
  return {
    cloud: measure([crowdOf(items, rows)]),
    device: measure(halves),
    popularity: { ...pointOf([alone ?? []]), setting: 'popularity' }
  };
}

/**
 * The service has every play through local noise, and makes of them what can be made: see `noiseLocally`.
 * @param epsilon of each play (replace)
 * @param seeds of the noise; settings are chosen with the first
 */
export function localPoint(listeners: Listeners, epsilon: number, seeds: readonly number[]): MagicPoint {
  const { items } = listeners;
  let chosen: { setting: number; blend: number } | undefined;
  const runs = seeds.map((seed) => {
    const noised = noiseLocally(listeners, epsilon, numberedRng(seed, `plays ${epsilon}`));
    const crowd = crowdOf(items, noised.past);
    const models = new Map<number, Ease>();
    const ranks = (lambda: number, slice: Slice) => {
      const model = models.get(lambda) ?? new Ease(crowd, lambda);
      models.set(lambda, model);
      return ranksFor(listeners, slice, noised.popularity, (u) =>
        model.memberScores(u, slice === 'tuned' ? undefined : noised.tuned[u])
      );
    };
    chosen ??= best(LAMBDAS, (lambda) => ranks(lambda, 'tuned'));
    return ranks(chosen.setting, 'tested')[chosen.blend] ?? [];
  });
  return { ...pointOf(runs), setting: settingOf(`EASE ${chosen?.setting ?? 0}`, chosen?.blend ?? 0) };
}

/** A way to make a model of noised sums. */
interface Recipe {
  name: string;
  make: (sums: Sums) => ItemModel | undefined;
}

function recipesFor(items: number): Recipe[] {
  return [...new Set([300, 1000].map((most) => Math.min(most, items)))].flatMap((kept) => [
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
}

/**
 * The service has noised sums of what goes together, each device has the model made of them and its own whole history.
 * @param epsilon of a whole person (replace, delta 1e-6); Infinity: sums without noise
 * @param seeds of the noise; settings are chosen with the first
 * @param copies as many people as if each listener stood for so many alike
 */
export function summedPoint(
  listeners: Listeners,
  epsilon: number,
  seeds: readonly number[],
  copies: number
): MagicPoint {
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
    chosen ??= best(recipesFor(items), (recipe) => ranks(recipe, 'tuned'));
    return ranks(chosen.setting, 'tested')?.[chosen.blend] ?? [];
  });
  return { ...pointOf(runs), setting: settingOf(chosen?.setting.name ?? '', chosen?.blend ?? 0) };
}

function rowOf(items: number, past: readonly number[]): Sparse {
  const row = new Float64Array(items);
  for (const item of past) row[item] = 1;
  return sparseOf(row);
}
