import type { ImportRecord } from '../history/index.ts';
import { formatDayAndTime } from './dates.ts';
import type { Earshot } from './earshot.svelte.ts';
import { nameImport } from './import-name.ts';

/** Takes an import back as one act, with a way to bring it back. */
export async function removeImport(
  { imports, library, notices }: Pick<Earshot, 'imports' | 'library' | 'notices'>,
  { id, importedAt, files }: ImportRecord
): Promise<void> {
  await library.setImportRemoved(id, true);
  // It may be the one that is told of at the top of the page.
  imports.clear();
  notices.show({
    text: `The import of ${nameImport({ files })}, ${formatDayAndTime(importedAt)}, is removed.`,
    action: { label: 'Undo', run: () => void library.setImportRemoved(id, false) }
  });
}
