import type { TrainingProgress } from '$lib/recommender/index.ts';
import { formatDuration } from './format.ts';
import type { Held, TrainingPolicy } from './training-policy.ts';
import type { TrainingStatus } from './training.svelte.ts';

const phases: Readonly<Record<TrainingProgress['phase'], string>> = {
  preparing: 'Reading your plays',
  comparing: 'Comparing the simple parts',
  training: 'Training the network',
  finishing: 'Ranking your songs'
};

/** What training is doing at the moment, in a few words. */
export function describeTraining(
  status: TrainingStatus,
  progress: TrainingProgress | undefined,
  elsewhere: boolean
): string {
  if (elsewhere) return 'Another tab of Earshot is training';
  switch (status) {
    case 'idle':
      return 'Getting ready';
    case 'held':
      return 'Training waits';
    case 'settled':
      return 'Your model is up to date';
    case 'cancelled':
      return 'Training was cancelled';
    case 'failed':
      return 'Training stopped';
    case 'running':
      return progress ? phases[progress.phase] : 'Starting';
  }
}

/** Why training does not begin by itself, as a sentence. */
export function describeHeld(held: Held | undefined): string {
  switch (held) {
    case 'power':
      return 'There is something new to learn. Training begins when this device is on power.';
    case 'asked':
      return 'There is something new to learn. Training begins when you ask for it.';
    case 'music':
      return 'There is something new to learn. Training begins when the music stops.';
    case 'reset':
      return 'The model was reset. It is trained again when your history changes, or now.';
    case undefined:
      return '';
  }
}

/** When training may begin by itself. @param power whether the browser tells that the device is on power */
export function policyOptions(power: boolean): { id: TrainingPolicy; name: string }[] {
  return [
    { id: 'always', name: 'Always' },
    ...(power ? [{ id: 'power' as const, name: 'Only on power' }] : []),
    { id: 'asked', name: 'Only when I ask' }
  ];
}

/** "about 40 s left", once there is something to go by. */
export function describeTimeLeft(progress: TrainingProgress | undefined): string | undefined {
  const seconds = progress?.secondsLeft;
  return seconds === undefined ? undefined : `about ${formatDuration(Math.max(1, seconds))} left`;
}

/** "epoch 4 of at most 20, continued" */
export function describeEpoch(progress: TrainingProgress | undefined): string | undefined {
  if (progress?.epoch === undefined) return undefined;
  const most = progress.maxEpochs === undefined ? '' : ` of at most ${progress.maxEpochs}`;
  return `epoch ${progress.epoch}${most}${progress.resumed ? ', continued from where it was' : ''}`;
}
