const STEP_MS = 20;

/** Gives an element a file, at its beginning and paused. */
export function load(element: HTMLAudioElement, file: Blob): void {
  unload(element);
  element.src = URL.createObjectURL(file);
}

/** Silences an element and lets go of its file. */
export function unload(element: HTMLAudioElement): void {
  const { src } = element;
  if (src === '') return;
  element.pause();
  element.removeAttribute('src');
  // Only now does it let go, so that nothing asks for an address that is no more.
  element.load();
  URL.revokeObjectURL(src);
}

/** Asks again and again. A tab that sounds is not slowed down, so this works in one that nobody sees. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, STEP_MS));
}
