/** TensorFlow.js core as a value, so that pure code can take it as an argument instead of importing it. */
export type Tf = typeof import('@tensorflow/tfjs-core');

/** Core has no gradients of its own: without the second import, every `variableGrads` throws. */
export async function loadTf(): Promise<Tf> {
  const [tf] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-core/dist/register_all_gradients.js')
  ]);
  return tf;
}
