import { History } from '../lib/history/index.ts';
import {
  bytesOf,
  fingerprintOf,
  ModelFileError,
  ModelStore,
  modelBackup,
  readModelFile,
  writeModelFile
} from '../lib/recommender/index.ts';
import { withLock } from '../lib/storage/index.ts';

/** The model as a file of its own. */
export const modelFileApi = {
  /** @throws ModelFileError where the model does not belong to the history as it is; StorageError */
  exportModel: (): Promise<Blob> =>
    withModel(async (model, history) => {
      const { revision } = await history.summary();
      const outcome = await model.outcome();
      if (!outcome?.settled || outcome.revision !== revision) throw new ModelFileError('not_settled');
      const fingerprint = await fingerprintOf(await history.taste());
      return await writeModelFile({ outcome, checkpoint: await model.checkpoint() }, fingerprint);
    }),

  /** Puts a model in the place of the one here, and ties it to the history. @throws ModelFileError, StorageError */
  importModel: (file: Blob): Promise<void> =>
    withModel(async (model, history) => {
      const work = async () => {
        const { revision } = await history.summary();
        const read = await readModelFile(file, await fingerprintOf(await history.taste()), revision);
        await model.replace(read);
        return true;
      };
      // Training holds the lock to its end.
      if (!(await withLock(modelBackup.lock, work, { ifFree: true }))) throw new ModelFileError('busy');
    }),

  /** About what the model takes on the disk, bytes. */
  modelBytes: (): Promise<number> =>
    withModel(async (model) => {
      const [outcome, checkpoint] = await Promise.all([model.outcome(), model.checkpoint()]);
      return bytesOf({ outcome, checkpoint });
    })
};

async function withModel<T>(work: (model: ModelStore, history: History) => Promise<T>): Promise<T> {
  const model = new ModelStore();
  const history = new History();
  try {
    return await work(model, history);
  } finally {
    await Promise.all([model.close(), history.close()]);
  }
}
