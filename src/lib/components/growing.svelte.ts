import { afterFrame } from './turns.ts';

/**
 * How many parts of something long are drawn, because all of them at once would hold up the page. Each step is a task of
 * its own after a frame. Call it while a component is set up.
 * @param first how many are drawn at once, on the prerendered page too
 * @param last how many there are; followed when it changes
 * @param step how many more each time
 */
export function growing(first: number, last: () => number, step = 1): { readonly count: number } {
  let count = $state(first);
  $effect(() => {
    if (count >= last()) return;
    const next = count + step;
    return afterFrame(() => (count = next));
  });
  return {
    get count() {
      return count;
    }
  };
}
