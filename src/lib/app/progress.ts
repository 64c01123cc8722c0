import type { TrainingProgress } from '$lib/recommender/index.ts';
import { formatDuration } from './format.ts';
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
      return 'Nothing to train on yet';
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
