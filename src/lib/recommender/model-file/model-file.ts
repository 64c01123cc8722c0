import * as v from 'valibot';
import { openBackups } from '../../storage/index.ts';
import { parseOutcome } from '../stored-outcome.ts';
import { trainedModel } from '../trained-model.ts';
import type { Outcome } from '../types.ts';
import { ModelFileError } from './problem.ts';

const FORMAT = 'earshot-model';
/** Counts up whenever outcome or checkpoint change their form. */
const FORMAT_VERSION = 1;

/** A model as it is stored: what serves, and the network from which training could go on. */
export interface StoredModel {
  outcome: Outcome;
  /** Absent where no network was trained. */
  checkpoint: unknown;
}

const anyVersion = v.object({ format: v.literal(FORMAT), version: v.number() });
const modelFile = v.object({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  fingerprint: v.string(),
  outcome: v.unknown(),
  checkpoint: v.unknown()
});

/** @param fingerprint of what the model has learnt from, see `fingerprintOf` */
export async function writeModelFile(model: StoredModel, fingerprint: string): Promise<Blob> {
  const { packValue } = await openBackups();
  return await packValue({ format: FORMAT, version: FORMAT_VERSION, fingerprint, ...model });
}

/**
 * Reads and checks a model to its end.
 * @param fingerprint of the history that it is to serve
 * @param revision of that history, to which the model is tied
 * @throws ModelFileError where it could not serve
 */
export async function readModelFile(file: Blob, fingerprint: string, revision: number): Promise<StoredModel> {
  const content = await unpack(file);
  const known = v.safeParse(anyVersion, content);
  if (!known.success) throw new ModelFileError('not_a_model');
  if (known.output.version !== FORMAT_VERSION) throw new ModelFileError('other_version');
  const parsed = v.safeParse(modelFile, content);
  const outcome = parsed.success ? parseOutcome(parsed.output.outcome) : undefined;
  if (!parsed.success || !outcome?.settled) throw new ModelFileError('damaged');
  const { checkpoint } = parsed.output;
  if (checkpoint !== undefined && !isCheckpoint(checkpoint)) throw new ModelFileError('damaged');
  if (parsed.output.fingerprint !== fingerprint) throw new ModelFileError('other_history');
  return {
    outcome: { ...outcome, revision },
    checkpoint: checkpoint === undefined ? undefined : { ...checkpoint, revision }
  };
}

async function unpack(file: Blob): Promise<unknown> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  // Anything else was never a model; a gzip file that cannot be read was perhaps one.
  if (start[0] !== 0x1f || start[1] !== 0x8b) throw new ModelFileError('not_a_model');
  const { unpackValue } = await openBackups();
  try {
    return await unpackValue(file);
  } catch (error) {
    throw new ModelFileError('damaged', { cause: error });
  }
}

function isCheckpoint(stored: unknown): stored is object {
  try {
    return trainedModel(stored) !== undefined;
  } catch {
    return false;
  }
}
