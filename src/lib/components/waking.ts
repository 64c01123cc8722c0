import { inTurn } from './turns.ts';

/** What someone does first with what they want to use; all of it comes before a button is told that it was pressed. */
const TOUCHES = ['pointerdown', 'focusin', 'click', 'change'];

/**
 * Calls `wake` once: in its turn, or at once where somebody touches `target`, which then feels it as if it had been
 * awake.
 * @returns what calls it off
 */
export function wakeInTurn(target: HTMLElement, wake: () => void): () => void {
  const stop = () => {
    leaveQueue();
    for (const type of TOUCHES) target.removeEventListener(type, rouse, true);
  };
  const rouse = () => {
    stop();
    wake();
  };
  const leaveQueue = inTurn(rouse);
  for (const type of TOUCHES) target.addEventListener(type, rouse, true);
  return stop;
}

/** Whether the browser goes back to a place on a page on which somebody has been. */
export function goesBack(): boolean {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return visit?.type !== 'navigate';
}
