import { chooseFastest, median, timeInterleaved } from '../calibration.ts';
import { messageOf } from '../missing.ts';
import { BUILD_LIMIT, within } from '../within.ts';
import { Noise } from '../noise.ts';
import type { AdamSettings, TrainingEngine } from './engine.ts';
import { passesGate } from './gate.ts';
import { initialState } from './initial.ts';
import { inventBatch } from './invent.ts';
import type { ModelShape } from './shape.ts';

/** A way to train that a device may have. */
export interface TrainingRoute {
  readonly name: string;
  /** Whether it may fail in the middle of a run though it computes correctly, as a GPU does that is lost. */
  readonly mayFail: boolean;
  /**
   * Looks for it and loads its code.
   * @returns undefined where the device has no such thing
   */
  find: () => Promise<FoundRoute | undefined>;
}

export interface FoundRoute {
  /** As the engine reports it, for people. */
  readonly description: string;
  /** @throws Error, e.g. where memory is short */
  create: (shape: ModelShape, settings: AdamSettings) => TrainingEngine | Promise<TrainingEngine>;
}

/** The engine that trains, and what is known about it. It holds no weights yet. */
export interface Trainer {
  engine: TrainingEngine;
  route: string;
  description: string;
  /** See `TrainingRoute`. */
  mayFail: boolean;
}

/** Where choices are kept between sessions. */
export interface RouteMemory {
  get(key: string): Promise<string | undefined>;
  set(key: string, route: string): Promise<void>;
}

export interface TrainerOptions {
  /** They compete; the order counts only among equals. */
  routes: readonly TrainingRoute[];
  /** Taken only where none of the others works. */
  lastResort: TrainingRoute;
  memory: RouteMemory;
  /** Names the browser with its version. */
  browser: string;
  /** Milliseconds, from any moment on. */
  now: () => number;
  /** Taken without a contest where it works: a run that goes on must not change its rounding. */
  prefer?: string | undefined;
  /** Routes that are not to be tried, having failed. */
  without?: readonly string[];
  signal?: AbortSignal | undefined;
  /** Other work in this thread, during which engines are opened (and compile elsewhere) but not timed. */
  after?: Promise<unknown> | undefined;
}

/** What the choice takes at most, where there is one. */
const CALIBRATION = { rounds: 7, budget: 600 };

/**
 * Opens the fastest engine that computes correctly here. Each has to pass the numeric gate; where several do, they take
 * a few steps of the real size in turn, and the one that was fastest before stays unless another one beats it clearly.
 * @throws Error when none works; the signal's reason when aborted
 */
export async function openTrainer(
  shape: ModelShape,
  settings: AdamSettings,
  options: TrainerOptions
): Promise<Trainer> {
  const { routes, lastResort, prefer, without = [], signal } = options;
  const problems: string[] = [];
  const open = async (route: TrainingRoute): Promise<Trainer | undefined> => {
    signal?.throwIfAborted();
    try {
      return await openRoute(route, shape, settings);
    } catch (error) {
      problems.push(`${route.name}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const allowed = (route: TrainingRoute) => !without.includes(route.name);

  const preferred = [...routes, lastResort].find((route) => route.name === prefer && allowed(route));
  const opened = preferred && (await open(preferred));
  if (opened) return opened;

  const chosen = await contest(
    routes.filter((route) => route !== preferred && allowed(route)),
    open,
    options
  );
  const trainer = chosen ?? (allowed(lastResort) ? await open(lastResort) : undefined);
  if (!trainer) throw new Error(`No processor route on this device can train. ${problems.join('; ')}`);
  return trainer;
}

async function openRoute(
  { name, mayFail, find }: TrainingRoute,
  shape: ModelShape,
  settings: AdamSettings
): Promise<Trainer | undefined> {
  const found = await find();
  if (!found) return undefined;
  const create = async () => {
    if (!(await passesGate(shape, found.create))) throw new Error('computed wrong numbers');
    return found.create(shape, settings);
  };
  const engine = await within(BUILD_LIMIT, create(), (late) => {
    late.dispose();
  });
  return { engine, route: name, description: found.description, mayFail };
}

/** @returns the fastest of those that get through, if any does; the others are disposed of */
async function contest(
  routes: readonly TrainingRoute[],
  open: (route: TrainingRoute) => Promise<Trainer | undefined>,
  options: TrainerOptions
): Promise<Trainer | undefined> {
  const contenders: Trainer[] = [];
  let best: Trainer | undefined;
  try {
    for (const route of routes) {
      const trainer = await open(route);
      if (trainer) contenders.push(trainer);
    }
    await options.after;
    best = contenders.length > 1 ? await fastest(contenders, options) : contenders[0];
    return best;
  } finally {
    for (const trainer of contenders) if (trainer !== best) trainer.engine.dispose();
  }
}

async function fastest(
  contenders: readonly Trainer[],
  { memory, browser, now, signal }: TrainerOptions
): Promise<Trainer | undefined> {
  const key = memoryKey(contenders, browser);
  const former = await memory.get(key);
  const failed = new Set<string>();
  const steps = contenders.map(({ route, engine }) => {
    const step = stepper(engine);
    return [route, () => (failed.has(route) ? undefined : step().catch(() => failed.add(route)))] as const;
  });
  const samples = await timeInterleaved(new Map(steps), { now, ...CALIBRATION, signal });
  const costs = new Map<string, number>();
  for (const [route, { times }] of samples) if (!failed.has(route)) costs.set(route, median(times));
  const best = chooseFastest(costs, former);
  if (best !== undefined && best !== former) await memory.set(key, best);
  return contenders.find(({ route }) => route === best);
}

/** Lets an engine take the same step again and again. */
function stepper(engine: TrainingEngine): () => Promise<void> {
  const noise = new Noise();
  const batch = inventBatch(engine.shape, noise);
  engine.load(initialState(engine.shape, () => noise.uniform()));
  return async () => {
    await engine.step(batch);
  };
}

/** A step's work does not grow with the items, whose number changes with every new song. */
function memoryKey(contenders: readonly Trainer[], browser: string): string {
  const shapes = contenders.map(({ engine: { shape } }) => ({ ...shape, items: 0 }));
  const found = contenders.map(({ route, description }) => `${route}: ${description}`);
  return [browser, ...found, JSON.stringify(shapes[0])].join('; ');
}
