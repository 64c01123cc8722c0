/**
 * How many parts of something long are drawn, because all of them at once would hold up the page. Each step is a task of
 * its own after a frame, so that the browser paints, and answers, in between. Call it while a component is set up.
 * @param first how many are drawn at once, on the prerendered page too
 * @param last how many there are; followed when it changes
 * @param step how many more each time
 */
export function growing(first: number, last: () => number, step = 1): { readonly count: number } {
  let count = $state(first);
  $effect(() => {
    if (count >= last()) return;
    let task: ReturnType<typeof setTimeout> | undefined;
    const next = count + step;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => (count = next));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  });
  return {
    get count() {
      return count;
    }
  };
}
