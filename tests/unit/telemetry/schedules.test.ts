import { expect, test } from 'vitest';
import { MemoryVault } from './memory-vault.ts';
import { runSchedule, type Tally } from './schedules.ts';

const SCHEDULES = 1000;

test('whatever happens in whatever order, no budget is overspent and no report counts twice', async () => {
  const sum: Tally = { entries: 0, counted: 0, crashes: 0, withheld: 0, repeats: 0 };
  for (let seed = 1; seed <= SCHEDULES; seed++) {
    const vault = new MemoryVault();
    const tally = await runSchedule(seed, {
      open: () => vault,
      deliveries: () => vault.deliveries(),
      backUp: () => vault.backUp(),
      restore: (backup) => vault.restore(backup)
    }).catch((error: unknown) => {
      throw new Error(`schedule ${seed}`, { cause: error });
    });
    for (const name of Object.keys(sum) as (keyof Tally)[]) sum[name] += tally[name];
  }
  // Schedules in which nothing happens would prove nothing.
  for (const [name, times] of Object.entries(sum)) expect(times, name).toBeGreaterThan(SCHEDULES / 4);
});
