import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { collectFiles, type Dropped, type Earshot } from '$lib/app/index.ts';
import { isAudioName } from '$lib/files/index.ts';
import { takeShared } from '$lib/storage/index.ts';

/** Files and folders that were dropped on any page. */
export async function takeDropped(earshot: Earshot, dropped: Dropped): Promise<void> {
  await takeIn(earshot, await collectFiles(dropped), 'in what you dropped');
}

/** Files that the system opens with this app. */
export async function takeOpened(earshot: Earshot, handles: readonly FileSystemFileHandle[]): Promise<void> {
  const opened = await Promise.allSettled(handles.map((handle) => handle.getFile()));
  const files = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const gone = handles.filter((_, i) => opened[i]?.status === 'rejected').map(({ name }) => name);
  if (gone.length > 0)
    earshot.notices.show({ text: `The browser could not read ${gone.join(', ')}. Choose it again here.` });
  if (files.length > 0) await takeIn(earshot, files, 'in what you opened');
}

/** Files that another app has shared, and the service worker has kept. */
export async function takeSharedFiles(earshot: Earshot): Promise<void> {
  const { files, forget } = await takeShared();
  await takeIn(earshot, files, 'in what was shared, or no room for it. Choose the file here instead');
  await forget();
}

/** Music goes among the listener's own files, the rest is read as exports: the one way for all that comes from outside. */
async function takeIn(earshot: Earshot, files: readonly File[], where: string): Promise<void> {
  const music = files.filter(({ name }) => isAudioName(name));
  const exported = files.filter(({ name }) => !isAudioName(name));
  if (files.length === 0) {
    earshot.notices.show({ text: `There was no file that could be an export or music ${where}.` });
    return;
  }
  // In the place of an address that asked for them: going back must not ask again.
  await goto(exported.length > 0 ? resolve('/history/') : resolve('/catalogue/'), {
    replaceState: location.search !== ''
  });
  await Promise.all([
    ...(exported.length > 0 ? [earshot.importFiles(exported)] : []),
    ...(music.length > 0 ? [earshot.openFiles().then((own) => own.add(music))] : [])
  ]);
}
