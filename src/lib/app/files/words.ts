import type { FileProblem } from '$lib/files/index.ts';
import type { FilesRead } from '../../../workers/files.worker.ts';
import { countOf } from '../format.ts';

const PROBLEMS: Readonly<Record<FileProblem, string>> = {
  empty: 'is empty',
  unreadable: 'could not be read: it may have been moved, or be locked',
  unplayable: 'is of a kind that this browser does not play',
  'not-audio': 'is no audio file',
  damaged: 'is damaged, or no audio file',
  'no-length': 'does not say how long it is, nor can that be counted'
};

/** Why a file was left out, as the end of a sentence that begins with its name. */
export function describeFileProblem(problem: FileProblem): string {
  return PROBLEMS[problem];
}

/** What became of the files that were chosen, in a sentence or two. */
export function describeFilesRead({ added, known, leftOut, cancelled }: FilesRead): string {
  const parts = [
    ...(added > 0 ? [`${countOf(added, 'file')} added`] : []),
    ...(known > 0 ? [`${countOf(known, 'file')} known already`] : []),
    ...(leftOut.length > 0 ? [`${countOf(leftOut.length, 'file')} left out`] : [])
  ];
  const all = parts.length > 0 ? `${parts.join(', ')}.` : 'No audio files there.';
  return cancelled ? `Cancelled. ${parts.length > 0 ? all : 'Nothing was added.'}` : all;
}
