interface Turn {
  run: () => void;
  calledOff: boolean;
}

let waiting: Turn[] = [];
let coming = false;

/**
 * Calls `run` in a task of its own, after a frame and after all that was put off before it: what is long holds up the
 * page less in parts. What is put off in a turn comes next, being a part of what had it.
 * @returns what calls it off
 */
export function inTurn(run: () => void): () => void {
  const turn: Turn = { run, calledOff: false };
  waiting.push(turn);
  if (!coming) callNext();
  return () => {
    turn.calledOff = true;
  };
}

function callNext(): void {
  waiting = waiting.filter(({ calledOff }) => !calledOff);
  coming = waiting.length > 0;
  if (!coming) return;
  afterFrame(() => {
    const [turn, ...others] = waiting;
    waiting = [];
    try {
      if (turn?.calledOff === false) turn.run();
    } finally {
      waiting.push(...others);
      callNext();
    }
  });
}

/**
 * Calls `run` in a task of its own after the next frame, so that the browser paints, and answers, before it.
 * @returns what calls it off
 */
export function afterFrame(run: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    task = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}

/** The same to be waited for. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    afterFrame(resolve);
  });
}
