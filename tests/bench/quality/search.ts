import type { Ranking } from '../../../src/lib/compute/index.ts';
import { metricsOf } from '../../../src/lib/recommender/metrics.ts';
import type { CandidateCases } from '../../../src/lib/recommender/mixture/cases.ts';
import { Knowledge, type Tempo } from '../../../src/lib/recommender/mixture/knowledge.ts';
import {
  gateSettings,
  learnGate,
  type GateSettings
} from '../../../src/lib/recommender/mixture/learn-gate.ts';
import { ranksBy } from '../../../src/lib/recommender/mixture/mixture.ts';
import { HABIT, habitWith, type HabitWeights } from '../../../src/lib/recommender/parts/habit.ts';
import { MIXED, PARTS } from '../../../src/lib/recommender/parts/index.ts';
import { itemItem } from '../../../src/lib/recommender/parts/item-item.ts';
import { nextSong } from '../../../src/lib/recommender/parts/next-song.ts';
import type { Part } from '../../../src/lib/recommender/parts/part.ts';
import { predict, type Predicted } from './predict.ts';
import type { Protocol } from './protocol.ts';

type Tell = (line: string) => void;
type Figures = Record<string, number>;

/**
 * What the constants were chosen by, on the tuning slice alone: every part and setting a step to either side. A
 * mixture is learnt from every other listener and tested on the rest.
 * @returns HR@10 and NDCG@10 of each variation
 */
export function search(protocol: Protocol, ranking: Ranking, tempo: Tempo, tell: Tell): Figures {
  const asked = (parts: readonly Part[], pace: Tempo, mixtures: readonly (readonly number[])[] = []) => {
    const knowledge = new Knowledge(protocol.tune.learn, ranking, pace);
    const fitted = parts.map((part) => part.fit(knowledge));
    return predict(protocol, protocol.tune, fitted, { mixtures, tell });
  };
  return {
    ...(protocol.masksHeard ? {} : habits(asked, tempo, tell)),
    ...tempos(asked, tempo, tell),
    ...mixtures(asked, tempo, tell)
  };
}

type Ask = (parts: readonly Part[], tempo: Tempo, mixtures?: readonly (readonly number[])[]) => Predicted;

function habits(ask: Ask, tempo: Tempo, tell: Tell): Figures {
  tell('Habits');
  const variants = steps<HabitWeights>(HABIT, (value) => [value - 0.2, value + 0.2]);
  const { ranks } = ask(
    variants.map(({ settings }) => habitWith(settings)),
    tempo
  );
  return Object.assign(
    {},
    ...variants.map(({ name }, v) => figures(`habit.${name}`, ranks[v] ?? []))
  ) as Figures;
}

function tempos(ask: Ask, tempo: Tempo, tell: Tell): Figures {
  const results: Figures = {};
  for (const { name, settings } of steps<Tempo>(tempo, (value) => [value / 2, value * 2])) {
    tell(`Tempo ${name}`);
    const { ranks } = ask([itemItem, nextSong], settings);
    Object.assign(
      results,
      figures(`item-item.${name}`, ranks[0] ?? []),
      figures(`next-song.${name}`, ranks[1] ?? [])
    );
  }
  return results;
}

function mixtures(ask: Ask, tempo: Tempo, tell: Tell): Figures {
  const places = MIXED.map((part) => PARTS.indexOf(part));
  const others = [...PARTS.keys()].filter((place) => !places.includes(place));
  const sets = [
    { name: 'as it is', places },
    ...places.map((left) => ({
      name: `without ${PARTS[left]?.id ?? ''}`,
      places: places.filter((place) => place !== left)
    })),
    ...others.map((added) => ({ name: `with ${PARTS[added]?.id ?? ''}`, places: [...places, added] }))
  ];
  tell('Mixtures');
  const predicted = ask(
    PARTS,
    tempo,
    sets.map((set) => set.places)
  );
  const results: Figures = {};
  const test = (name: string, cases: CandidateCases, settings: GateSettings) => {
    tell(`Mixture, ${name}`);
    const half = (rest: number) =>
      [...predicted.plays.keys()].filter((c) => (predicted.listeners[c] ?? 0) % 2 === rest);
    const gate = learnGate(cases, settings, half(0));
    const ranks = ranksBy(gate, cases, (c) => predicted.ranked[c] ?? 0, half(1));
    Object.assign(results, figures(`mixture.${name}`, ranks));
  };
  const usual = gateSettings(predicted.plays.length);
  sets.forEach(({ name }, s) => {
    const cases = predicted.mixtures[s];
    if (cases) test(name, cases, usual);
  });
  const [whole] = predicted.mixtures;
  if (!whole) return results;
  for (const hidden of [0, 4, 8, 16, 32]) test(`hidden ${hidden}`, whole, { ...usual, hidden });
  for (const factor of [0.5, 2])
    test(`steps ${usual.steps * factor}`, whole, { ...usual, steps: usual.steps * factor });
  for (const decay of [1e-5, 1e-4, 1e-3]) test(`decay ${decay}`, whole, { ...usual, decay });
  return results;
}

/** The settings as they are, and with each of them a step away. */
function steps<T extends object>(
  settings: T,
  step: (value: number) => number[]
): { name: string; settings: T }[] {
  const entries = Object.entries(settings) as [string, number][];
  return [
    { name: 'as it is', settings },
    ...entries.flatMap(([key, value]) =>
      step(value).map((other) => ({
        name: `${key} ${Number(other.toFixed(3))}`,
        settings: { ...settings, [key]: other }
      }))
    )
  ];
}

function figures(name: string, ranks: readonly number[]): Figures {
  const metrics = metricsOf(ranks);
  return { [`${name}.hr@10`]: metrics['hr@10'], [`${name}.ndcg@10`]: metrics['ndcg@10'] };
}
