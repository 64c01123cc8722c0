import { ADAM, type AdamSettings, type ModelShape } from '../../compute/index.ts';
import type { NetworkConfig } from './config.ts';
import { GAP_KINDS } from './gaps.ts';

/**
 * One self-attention block with one head (see `ModelShape`), with the pause after each play as an extra input, so that
 * "what follows at once" and "what starts tomorrow" can differ. It is trained by sampled softmax with shared negatives
 * and logQ correction (Bengio and Senecal 2008; Yi et al., RecSys 2019).
 */
export function networkShape({
  songs,
  width,
  context,
  batch,
  negatives,
  dropout
}: NetworkConfig): ModelShape {
  return {
    width,
    heads: 1,
    blocks: 1,
    hidden: 2 * width,
    context,
    batch,
    items: songs,
    kinds: GAP_KINDS,
    itemBias: true,
    loss: 'sampled',
    negatives,
    dropout
  };
}

export function adamSettings({ learningRate }: NetworkConfig): AdamSettings {
  return { ...ADAM, learningRate };
}
