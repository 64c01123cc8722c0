// Runs in a page before its own scripts; plain JavaScript, because the page gets it as it is written.
/** @typedef {PerformanceEntry & { hadRecentInput: boolean, value: number }} Entry  with what layout shifts have */
let paint = 0;
let shift = 0;
let lastLong = 0;
/** @type {PerformanceEntry[]} */
const longTasks = [];
/** @param {string} type @param {(entry: Entry) => void} note */
const watch = (type, note) => {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) note(/** @type {Entry} */ (entry));
  }).observe({ type, buffered: true });
};
watch('paint', ({ name, startTime }) => {
  if (name === 'first-contentful-paint') paint = startTime;
});
watch('layout-shift', ({ hadRecentInput, value }) => {
  if (!hadRecentInput) shift += value;
});
watch('longtask', (entry) => {
  longTasks.push(entry);
  lastLong = entry.startTime + entry.duration;
});
Object.assign(globalThis, {
  paintWatch: {
    /** How long nothing has held the page up, ms. */
    quiet: () => performance.now() - Math.max(paint, lastLong),
    read: () => ({
      paint,
      shift,
      // What of a task lies before the first paint makes that late, and counts there.
      blocked: longTasks.reduce((sum, { startTime, duration }) => {
        const rest = Math.min(duration, startTime + duration - paint);
        return sum + Math.max(0, rest - 50);
      }, 0)
    })
  }
});
