import type { Restorable } from '../storage/index.ts';
import { MIGRATIONS } from './store.ts';

/**
 * The model as a backup keeps it and may replace it. Whatever is in it is let in: outcome and checkpoint are looked at
 * whenever they are read, and what does not fit is trained anew.
 */
export const modelBackup: Restorable = {
  name: 'earshot-model',
  lock: 'earshot-training',
  migrations: MIGRATIONS as unknown as Restorable['migrations'],
  derived: true,
  accepts: () => true
};
