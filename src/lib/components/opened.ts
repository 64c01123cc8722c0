import type { Attachment } from 'svelte/attachments';

/**
 * Tells whether a `details` is open: now, and whenever that changes. A binding would close again what the reader has
 * opened before the page came to life.
 */
export function followOpen(tell: (open: boolean) => void): Attachment<HTMLDetailsElement> {
  return (details) => {
    const say = () => {
      tell(details.open);
    };
    say();
    details.addEventListener('toggle', say);
    return () => {
      details.removeEventListener('toggle', say);
    };
  };
}
