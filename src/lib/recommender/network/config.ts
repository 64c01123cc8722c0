/** Shape and schedule of the sequence network. Two equal configurations train to equal weights. */
export interface NetworkConfig {
  songs: number;
  /** Width of embeddings and hidden states. */
  width: number;
  /** Plays the network looks back. */
  context: number;
  /** Windows in one step. */
  batch: number;
  /** Songs drawn against each step's targets, shared by the whole batch. */
  negatives: number;
  learningRate: number;
  /** Share of the input embeddings' components that are dropped while training. */
  dropout: number;
  maxEpochs: number;
  /** Epochs without a better validation figure before training stops. */
  patience: number;
  /** Epochs over the whole history, held-out plays included, before the network serves. */
  finishingEpochs: number;
  seed: number;
}

/** The steps a run may take: what two CPU cores do in well under two minutes. */
const STEP_BUDGET = 1100;

/**
 * A quarter of the songs, within bounds. Judged on invented histories (mean NDCG@10 of the network alone): at 1,750 songs
 * 512 do as well as 1,024 and better than 256 (.188, .187, .178 over six); at 9,000, 1,024 beat 512 and 256 (.130, .121,
 * .110 over two) at half as much time again.
 */
function negativesFor(songs: number): number {
  return Math.min(1024, Math.max(64, 8 * Math.round(songs / 32)));
}

/** Size of the network and course of its training, by how much there is to learn from. */
export function networkConfig(plays: number, songs: number, seed: number): NetworkConfig {
  const context = 32;
  const batch = 32;
  const stepsPerEpoch = Math.max(1, Math.round(plays / (context * batch)));
  return {
    songs,
    width: 48,
    context,
    batch,
    negatives: negativesFor(songs),
    learningRate: 0.003,
    dropout: 0.1,
    maxEpochs: Math.min(60, Math.max(4, Math.floor(STEP_BUDGET / stepsPerEpoch))),
    patience: 16,
    finishingEpochs: 2,
    seed
  };
}
