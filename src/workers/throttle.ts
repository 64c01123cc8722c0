/** Least time between two messages of progress, ms. */
const EVERY = 100;

/** Calls `send` at most ten times a second, and for what was told last only when it is flushed. */
export function throttle(send: () => void) {
  let sentAt = -Infinity;
  let waiting = false;
  const flush = () => {
    if (waiting) send();
    waiting = false;
    sentAt = performance.now();
  };
  const tell = () => {
    waiting = true;
    if (performance.now() - sentAt >= EVERY) flush();
  };
  return { tell, flush };
}
