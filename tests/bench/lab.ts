import { BUILD, ensureBuilt } from '../../src/server/build.ts';
import { serve } from '../../src/server/serve.ts';
import { type Bench, median, quantile } from './bench.ts';
import { openBrowser } from './browser.ts';

declare const mainThread: { reset(): void; read(): { longTask: number; frame: number } };

/** Steps of the slider, there and back between its last places. */
const STEPS = 120;
const QUESTIONS = ['family', 'hour'] as const;

/**
 * Drags the slider of the privacy lab's population at 50 to 100 million people with five budgets. A redraw is from the
 * slider's event until the page is changed and laid out again, but for the pictures of what the service learns: these
 * follow when a worker has drawn the reports (`follow`, from the same event). First with the ten answers that the page
 * begins with, then (`hour.`) with 25.
 */
export const labBench: Bench = {
  usage: '',

  async run(_, tell) {
    ensureBuilt(tell);
    const site = await serve({ root: BUILD, port: 0 });
    const { page, version, close } = await openBrowser();
    try {
      await page.addInitScript({ path: 'tests/bench/import/main-thread.js' });
      const results: Record<string, number> = {};
      for (const [n, question] of QUESTIONS.entries()) {
        tell(question);
        await page.goto(`${site.url}/privacy/?metric=${question}&budgets=0.1,0.5,1,2,8&people=100000000`);
        // The worker's answers come once, and are not what a drag costs.
        await page.getByRole('table', { name: 'Four models of trust' }).waitFor({ timeout: 60_000 });
        await page.waitForTimeout(2000);
        const slider = page.getByRole('slider', { name: 'People who answer' });
        const { taken, followed } = await slider.evaluate(async (element, steps) => {
          const input = element as HTMLInputElement;
          const last = Number(input.max);
          mainThread.reset();
          const taken: number[] = [];
          const followed: number[] = [];
          for (let step = 0; step < steps; step++) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
            const from = performance.now();
            input.value = String(last - 2 + (step % 3));
            input.dispatchEvent(new Event('input', { bubbles: true }));
            // Changes are applied in a microtask.
            await Promise.resolve();
            document.body.getBoundingClientRect();
            taken.push(performance.now() - from);
            const picture = `svg[aria-label*="What ${input.ariaValueText}’s reports say"]`;
            while (!document.querySelector(picture)) await new Promise((resolve) => setTimeout(resolve));
            followed.push(performance.now() - from);
          }
          return { taken, followed };
        }, STEPS);
        const { longTask } = await page.evaluate(() => mainThread.read());
        const prefix = n === 0 ? '' : `${question}.`;
        results[`${prefix}redraw.p95.ms`] = quantile(taken, 0.95);
        results[`${prefix}redraw.p50.ms`] = median(taken);
        results[`${prefix}follow.p95.ms`] = quantile(followed, 0.95);
        results[`${prefix}follow.p50.ms`] = median(followed);
        results[`${prefix}longtask.ms`] = longTask;
      }
      return { results, environment: { browser: version } };
    } finally {
      await close();
      await site.close();
    }
  }
};
