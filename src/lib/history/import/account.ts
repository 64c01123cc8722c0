import { KEPT, KNOWN_ELSEWHERE, NEAR_DUPLICATE } from '../store/merge.ts';
import type { Staging } from '../store/staging.ts';
import type { FileReport, Problem } from '../types.ts';

/** Counts in the drafts of the reports what became of each staged event. */
export function account(drafts: FileReport[], staging: Staging, fates: Uint8Array): FileReport[] {
  const near = new Map<FileReport, number>();
  const elsewhere = new Map<FileReport, number>();
  staging.forEach((event, file, skipped) => {
    const draft = drafts[file];
    if (!draft) return;
    const fate = fates[event];
    if (fate !== KEPT) draft.rejected.duplicate++;
    else if (skipped) draft.skips++;
    else draft.plays++;
    if (fate === NEAR_DUPLICATE) near.set(draft, (near.get(draft) ?? 0) + 1);
    if (fate === KNOWN_ELSEWHERE) elsewhere.set(draft, (elsewhere.get(draft) ?? 0) + 1);
  });
  for (const [draft, count] of near) draft.problems.push(nearDuplicates(count));
  for (const [draft, count] of elsewhere) draft.problems.push(knownElsewhere(count));
  return drafts;
}

function nearDuplicates(count: number): Problem {
  return note('near_duplicates', count, 'listed twice with times that differ by seconds');
}

function knownElsewhere(count: number): Problem {
  return note('known_elsewhere', count, 'already here from another source');
}

function note(code: string, count: number, what: string): Problem {
  const message =
    count === 1
      ? `One play was ${what}. It is counted once.`
      : `${count} plays were ${what}. They are counted once.`;
  return { code, message };
}
