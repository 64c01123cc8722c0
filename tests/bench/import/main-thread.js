// Runs in a page before its own scripts; plain JavaScript, because the page gets it as it is written.
let longTask = 0;
let stall = 0;
let frame = 0;
/** @type {number | undefined} */
let lastFrame;
let last = performance.now();
/** @param {PerformanceEntry[]} entries */
const note = (entries) => {
  for (const { duration } of entries) longTask = Math.max(longTask, duration);
};
const observer = new PerformanceObserver((list) => {
  note(list.getEntries());
});
observer.observe({ type: 'longtask', buffered: true });
setInterval(() => {
  const now = performance.now();
  stall = Math.max(stall, now - last);
  last = now;
}, 5);
/** @param {number} now */
const nextFrame = (now) => {
  if (lastFrame !== undefined) frame = Math.max(frame, now - lastFrame);
  lastFrame = now;
  requestAnimationFrame(nextFrame);
};
requestAnimationFrame(nextFrame);
Object.assign(globalThis, {
  mainThread: {
    reset: () => {
      observer.takeRecords();
      longTask = 0;
      stall = 0;
      frame = 0;
      lastFrame = undefined;
      last = performance.now();
    },
    read: () => {
      note(observer.takeRecords());
      return { longTask, stall, frame };
    }
  }
});
