/** Time for the browser to take hold of a file, ms. */
const HOLD_MS = 60_000;

/** "earshot-backup-2026-05-12.zip", by the day on the listener's calendar. @param time ms since epoch. */
export function downloadName(name: string, time: number, extension: string): string {
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${name}-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.${extension}`;
}

/** Hands a file to the person: it goes where their browser keeps downloads. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, HOLD_MS);
}
