import { expose } from 'comlink';
import { DEVICE_DATABASE } from '../lib/device/index.ts';
import { filesBackup, PLACES_DATABASE } from '../lib/files/index.ts';
import { historyBackup } from '../lib/history/index.ts';
import { modelBackup } from '../lib/recommender/index.ts';
import { openBackups } from '../lib/storage/index.ts';
import { telemetryBackup } from '../lib/telemetry/index.ts';
import { modelFileApi } from './model-file.ts';

/** Databases of Earshot, those of newer versions included, begin with this. */
const PREFIX = 'earshot-';
const RESTORABLES = [historyBackup, modelBackup, telemetryBackup, filesBackup];
/**
 * What was measured on this device, and the folders that may be read here, say nothing about the device that a backup is
 * restored on.
 */
const OF_THIS_DEVICE = [DEVICE_DATABASE, PLACES_DATABASE];

/** What a backup says about itself. */
export interface BackupFacts {
  /** ms since epoch. */
  createdAt: number;
  settings: Readonly<Record<string, string>>;
  /** Names of databases in it that this Earshot does not know and leaves out. */
  unknown: readonly string[];
}

const api = {
  ...modelFileApi,

  /** @param about see `writeBackup`. @param onProgress told the share that is done, 0 ... 1. */
  async write(
    about: { settings: Record<string, string>; app: string; createdAt: number },
    onProgress: (fraction: number) => void
  ): Promise<Blob> {
    const { writeBackup } = await openBackups();
    return await writeBackup({
      ...about,
      databases: await listDatabases(),
      onProgress: inHundredths(onProgress)
    });
  },

  /** Reads a backup to its end and changes nothing. @throws BackupError, StorageError */
  async check(file: Blob): Promise<BackupFacts> {
    const { checkBackup } = await openBackups();
    return factsOf(await checkBackup(file, RESTORABLES));
  },

  /** Replaces what is stored; see `restoreBackup`. @throws BackupError, StorageError */
  async restore(file: Blob): Promise<BackupFacts> {
    const { checkBackup, restoreBackup } = await openBackups();
    const backup = await checkBackup(file, RESTORABLES);
    await restoreBackup(backup);
    return factsOf(backup);
  }
};

/** What a page calls through Comlink. */
export type BackupWorker = typeof api;

function factsOf({ createdAt, settings, unknown }: BackupFacts): BackupFacts {
  return { createdAt, settings, unknown };
}

async function listDatabases(): Promise<string[]> {
  // Firefox before 126 cannot list its databases.
  const listed = 'databases' in indexedDB ? await indexedDB.databases() : [];
  const names = new Set([
    ...RESTORABLES.map(({ name }) => name),
    ...listed.flatMap(({ name }) =>
      name?.startsWith(PREFIX) && !OF_THIS_DEVICE.includes(name) ? [name] : []
    )
  ]);
  return [...names].sort();
}

/** A message for every hundredth: a backup may hold thousands of records. */
function inHundredths(tell: (fraction: number) => void): (fraction: number) => void {
  let told = -1;
  return (fraction) => {
    const percent = Math.floor(100 * fraction);
    if (percent !== told) tell(fraction);
    told = percent;
  };
}

expose(api);
