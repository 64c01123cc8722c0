import type { ImportReport } from '$lib/history/index.ts';

/** The chosen file of an import, and how many more there were. */
export function nameImport({ files }: ImportReport): string {
  const chosen = new Set(files.map(({ path }) => path.split('/')[0] ?? path));
  const [first = ''] = chosen;
  return chosen.size > 1 ? `${first} and ${chosen.size - 1} more` : first;
}
