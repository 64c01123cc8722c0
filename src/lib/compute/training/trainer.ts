import { chooseFastest, median, timeInterleaved } from '../calibration.ts';
import type { Memory } from '../memory.ts';
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

export interface TrainerOptions {
  /** They compete once on a device; the order counts only among equals. */
  routes: readonly TrainingRoute[];
  /** Taken only where none of the others works. */
  lastResort: TrainingRoute;
  memory: Memory<string>;
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

/** A route that this device has. */
interface Present extends FoundRoute {
  name: string;
  mayFail: boolean;
}

/**
 * Opens the fastest engine that computes correctly here. Each has to pass the numeric gate. Where no choice is
 * remembered, those that pass take a few steps of the real size in turn: a choice once made stays, since equal seeds
 * give equal models on one route alone. (`measureTrainers` measures anew.)
 * @throws Error when none works; the signal's reason when aborted
 */
export async function openTrainer(
  shape: ModelShape,
  settings: AdamSettings,
  options: TrainerOptions
): Promise<Trainer> {
  const { routes, lastResort, memory, browser, prefer, without = [], signal } = options;
  const problems: string[] = [];
  const attempt = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      problems.push(`${name}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const look = (route: TrainingRoute) => attempt(route.name, () => findRoute(route));
  const open = (route: Present) => attempt(route.name, () => openRoute(route, shape, settings));

  const present: Present[] = [];
  for (const route of routes) {
    const found = await look(route);
    if (found) present.push(found);
  }
  const key = routeKey(browser, present, shape);
  const wanted = prefer ?? (await memory.get(key));
  const allowed = present.filter(({ name }) => !without.includes(name));
  const first = allowed.find(({ name }) => name === wanted);
  const opened = first && (await open(first));
  if (opened) return opened;

  const last = async () => {
    const found = without.includes(lastResort.name) ? undefined : await look(lastResort);
    return found && (await open(found));
  };
  const trainer =
    (wanted === lastResort.name ? await last() : undefined) ??
    (await contest(
      allowed.filter((route) => route !== first),
      open,
      (name) => memory.set(key, name),
      options
    )) ??
    (await last());
  if (!trainer) throw new Error(`No processor route on this device can train. ${problems.join('; ')}`);
  return trainer;
}

/** What a choice depends on. A step's work does not grow with the items, whose number changes with every new song. */
export function routeKey(
  browser: string,
  present: readonly { name: string; description: string }[],
  shape: ModelShape
): string {
  const found = present.map(({ name, description }) => `${name}: ${description}`);
  return [browser, ...found, JSON.stringify({ ...shape, items: 0 })].join('; ');
}

async function findRoute({ name, mayFail, find }: TrainingRoute): Promise<Present | undefined> {
  const found = await find();
  return found && { ...found, name, mayFail };
}

async function openRoute(
  { name, mayFail, description, create }: Present,
  shape: ModelShape,
  settings: AdamSettings
): Promise<Trainer> {
  const build = async () => {
    if (!(await passesGate(shape, create))) throw new Error('computed wrong numbers');
    return create(shape, settings);
  };
  const engine = await within(BUILD_LIMIT, build(), (late) => {
    late.dispose();
  });
  return { engine, route: name, description, mayFail };
}

/** @returns the fastest of those that get through, if any does; the others are disposed of */
async function contest(
  routes: readonly Present[],
  open: (route: Present) => Promise<Trainer | undefined>,
  remember: (name: string) => Promise<void>,
  options: TrainerOptions
): Promise<Trainer | undefined> {
  const contenders: Trainer[] = [];
  let best: Trainer | undefined;
  try {
    for (const route of routes) {
      const trainer = await open(route);
      if (trainer) contenders.push(trainer);
    }
    if (contenders.length < 2) return (best = contenders[0]);
    await options.after;
    best = await fastest(contenders, options);
    if (best) await remember(best.route);
    return best;
  } finally {
    for (const trainer of contenders) if (trainer !== best) trainer.engine.dispose();
  }
}

async function fastest(
  contenders: readonly Trainer[],
  { now, signal }: TrainerOptions
): Promise<Trainer | undefined> {
  const failed = new Set<string>();
  const steps = contenders.map(({ route, engine }) => {
    const step = stepper(engine);
    return [route, () => (failed.has(route) ? undefined : step().catch(() => failed.add(route)))] as const;
  });
  const samples = await timeInterleaved(new Map(steps), { now, ...CALIBRATION, signal });
  const costs = new Map<string, number>();
  for (const [route, { times }] of samples) if (!failed.has(route)) costs.set(route, median(times));
  const best = chooseFastest(costs);
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
