import { checkWindow, type Encoder, type Precision } from '../encoder.ts';
import type { EncoderWeights } from '../weights.ts';
import { describeEncoder } from './graph.ts';
import type { MLContext, MLGraph, MLGraphBuilderConstructor, MLTensor } from './webnn.d.ts';

/** How a graph is to be built. */
export interface WebnnRequest {
  /** What the engine was asked for, for the description: asking proves nothing. */
  asked: string;
  precision: Precision;
}

/** @param context the encoder's own: it is destroyed with it */
export async function buildWebnnEncoder(
  context: MLContext,
  Builder: MLGraphBuilderConstructor,
  weights: EncoderWeights,
  request: WebnnRequest
): Promise<Encoder> {
  const { context: plays, width } = weights.shape;
  try {
    const builder = new Builder(context);
    const graph = await builder.build({ state: describeEncoder(builder, weights, request.precision) });
    const [rows, last, state] = await Promise.all([
      context.createTensor({ dataType: 'float32', shape: [plays, width], writable: true }),
      context.createTensor({ dataType: 'int32', shape: [1], writable: true }),
      context.createTensor({ dataType: 'float32', shape: [1, width], readable: true })
    ]);
    return new WebnnEncoder(context, graph, { rows, last, state }, weights, request);
  } catch (error) {
    context.destroy();
    throw error;
  }
}

/** The engine does the calls of one context in order, so windows may overlap. */
class WebnnEncoder implements Encoder {
  readonly rung = 'webnn';
  readonly description: string;
  readonly bytes: number;
  readonly #shape: EncoderWeights['shape'];
  #lost: string | undefined;

  constructor(
    private readonly context: MLContext,
    private readonly graph: MLGraph,
    private readonly tensors: Record<'rows' | 'last' | 'state', MLTensor>,
    { shape, values }: EncoderWeights,
    { asked, precision }: WebnnRequest
  ) {
    this.#shape = shape;
    const reported = graph.devices?.length
      ? `the engine reports ${graph.devices.join(', ')}`
      : 'the engine does not say what runs it';
    this.description = `WebNN (${precision === 'f16' ? 'float16, ' : ''}asked for ${asked}; ${reported})`;
    this.bytes =
      values.length * (precision === 'f16' ? 2 : 4) + 4 * (shape.context * shape.width + 1 + shape.width);
    void context.lost.then(({ message }) => {
      this.#lost = message || 'no reason given';
    });
  }

  async encode(rows: Float32Array<ArrayBuffer>, plays: number): Promise<Float32Array> {
    checkWindow(this.#shape, rows, plays);
    this.#checkHeld();
    const { context, tensors } = this;
    context.writeTensor(tensors.rows, rows);
    context.writeTensor(tensors.last, Int32Array.of(plays - 1));
    context.dispatch(this.graph, { rows: tensors.rows, last: tensors.last }, { state: tensors.state });
    const result = await Promise.race([context.readTensor(tensors.state), context.lost]);
    if (result instanceof ArrayBuffer) return new Float32Array(result);
    throw new Error(`The WebNN context was lost (${result.message || 'no reason given'}).`);
  }

  dispose(): void {
    for (const tensor of Object.values(this.tensors)) tensor.destroy();
    this.graph.destroy?.();
    this.context.destroy();
  }

  #checkHeld(): void {
    if (this.#lost !== undefined) throw new Error(`The WebNN context was lost (${this.#lost}).`);
  }
}
