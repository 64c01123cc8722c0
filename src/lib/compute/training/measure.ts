import type { InterleavedOptions } from '../calibration.ts';
import { messageOf, type Missing } from '../missing.ts';
import { Noise } from '../noise.ts';
import { callTimes, timeFallible, type CallTimes } from '../timing.ts';
import type { AdamSettings, TrainingEngine } from './engine.ts';
import { initialState } from './initial.ts';
import { inventBatch } from './invent.ts';
import type { ModelShape } from './shape.ts';
import type { TrainingRoute } from './trainer.ts';

/** What steps of training take; times in ms. */
export interface TrainerFigures extends CallTimes {
  name: string;
  description: string;
  /** With its first weights loaded. */
  build: number;
  /** The first step. */
  first: number;
}

/** Times one step on invented windows, again and again, on every engine there is. */
export async function measureTrainers(
  routes: readonly Pick<TrainingRoute, 'name' | 'find'>[],
  shape: ModelShape,
  settings: AdamSettings,
  options: InterleavedOptions & { onBuild?: (name: string) => void }
): Promise<(TrainerFigures | Missing)[]> {
  const { now, onBuild } = options;
  const batch = inventBatch(shape, new Noise());
  const noise = new Noise();
  const start = initialState(shape, () => noise.uniform());

  interface Open extends Omit<TrainerFigures, keyof CallTimes> {
    engine: TrainingEngine;
  }
  const open = async ({ name, find }: (typeof routes)[number]): Promise<Open | Missing> => {
    onBuild?.(name);
    let engine: TrainingEngine | undefined;
    try {
      const found = await find();
      if (!found) return { name, problem: 'This device or browser has no such route.' };
      const startedAt = now();
      engine = await found.create(shape, settings);
      engine.load(start);
      const builtAt = now();
      await engine.step(batch);
      const { description } = found;
      return { name, description, engine, build: builtAt - startedAt, first: now() - builtAt };
    } catch (error) {
      engine?.dispose();
      return { name, problem: messageOf(error) };
    }
  };

  const results: (Open | Missing)[] = [];
  try {
    for (const route of routes) results.push(await open(route));
    const engines = results.filter((result) => 'engine' in result);
    const steps = engines.map(({ name, engine }) => [name, () => engine.step(batch)] as const);
    const timed = await timeFallible(new Map(steps), options);
    return results.map((result) => {
      if (!('engine' in result)) return result;
      const { name, description, build, first } = result;
      const samples = timed.get(name);
      if (typeof samples === 'object') return { name, description, build, first, ...callTimes(samples) };
      return { name, problem: `It failed while it was timed: ${samples}` };
    });
  } finally {
    for (const result of results) if ('engine' in result) result.engine.dispose();
  }
}
