/** What building and proving one way to compute may take, ms: ten times the slowest sound one, a software GPU's. */
export const BUILD_LIMIT = 60_000;

/**
 * Waits for work that a driver may never finish.
 * @param ms that it may take
 * @param discard gets what comes too late
 * @returns what the work gives
 * @throws what the work throws; Error when it takes longer
 */
export async function within<Result>(
  ms: number,
  work: Promise<Result>,
  discard: (late: Result) => void
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new Error(`It did not answer within ${ms / 1000} seconds.`));
    }, ms);
  });
  void work.then(
    (result) => {
      if (isLate) discard(result);
    },
    () => undefined
  );
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
