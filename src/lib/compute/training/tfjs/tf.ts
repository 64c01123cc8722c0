/** TensorFlow.js core as a value, so that pure code can take it as an argument instead of importing it. */
export type Tf = typeof import('@tensorflow/tfjs-core');

/** Core with its gradients, which it does not load by itself: without them every `variableGrads` throws. */
export async function loadTf(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs-core');
  // Registering reads flags that core defines: the order matters.
  await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  return tf;
}
