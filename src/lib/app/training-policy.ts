import type { Settings } from './overflow.ts';

/** When training begins by itself, after the history has changed. */
export type TrainingPolicy = 'always' | 'power' | 'asked';

/** Why training does not begin by itself. */
export type Held = 'power' | 'asked' | 'reset' | 'music';

const POLICY = 'earshot-training';
/** The revision of the history at which the model was reset: for that one, none is made unless asked for. */
const RESET = 'earshot-model-reset';

export function readPolicy(settings: Settings): TrainingPolicy {
  const stored = settings.getItem(POLICY);
  return stored === 'power' || stored === 'asked' ? stored : 'always';
}

export function writePolicy(settings: Settings, policy: TrainingPolicy): void {
  settings.setItem(POLICY, policy);
}

export function markReset(settings: Settings, revision: number): void {
  settings.setItem(RESET, String(revision));
}

export function forgetReset(settings: Settings): void {
  settings.removeItem(RESET);
}

/**
 * Why training is not to begin by itself now; undefined when it is.
 * @param revision of the history
 * @param charging whether this device is on power; undefined where the browser does not say
 */
export function heldBy(
  settings: Settings,
  revision: number,
  charging: boolean | undefined
): Held | undefined {
  if (settings.getItem(RESET) === String(revision)) return 'reset';
  const policy = readPolicy(settings);
  if (policy === 'asked') return 'asked';
  return policy === 'power' && charging === false ? 'power' : undefined;
}
