import type { ModelShape } from '../shape.ts';
import { inputLayout } from './inputs.ts';
import { NONE, type Kernel } from './kernel.ts';
import { adam, adamOfBiases, adamOfItems } from './kernels/adam.ts';
import {
  attention,
  attentionBack,
  attentionBackToQueries,
  ATTENTION_GROUP,
  attentionUnits
} from './kernels/attention.ts';
import { embed, kindSums, positionSums } from './kernels/embedding.ts';
import {
  candidatePlaces,
  candidateSlopes,
  candidateSums,
  gatherCandidates,
  judgePairs,
  judgeSpans,
  spanTotals
} from './kernels/losses.ts';
import { norm, normBack, normSums } from './kernels/norm.ts';
import {
  addedProduct,
  maskedProduct,
  outerProduct,
  plainProduct,
  PRODUCT_GROUP,
  rectifiedProduct,
  residualProduct
} from './kernels/product.ts';
import { QUAD, sizesOf, TILE, type Sizes } from './sizes.ts';

/** What a step's dispatches depend on. */
export interface Counts {
  plays: number;
  touched: number;
}

/** One dispatch. */
export interface Op {
  kernel: Kernel;
  /** Buffer of each of the kernel's bindings. */
  buffers: Readonly<Record<string, string>>;
  constants: Readonly<Record<string, number>>;
  /** Workgroups along x, y and z. */
  groups: (counts: Counts) => readonly [number, number, number];
}

/** Everything that a training step does on the GPU, fixed by the shape. */
export interface Plan {
  /** Bytes of each storage buffer. */
  buffers: ReadonlyMap<string, number>;
  /** From windows to hidden states. */
  encode: readonly Op[];
  /** From there to the changed parameters. */
  learn: readonly Op[];
  /** Of any batch. */
  most: Counts;
}

/** Buffers that the engine itself fills and reads. */
export const BUFFERS = {
  parameters: 'parameters',
  first: 'first',
  second: 'second',
  inputs: 'inputs',
  states: 'states',
  losses: 'losses'
} as const;

export function planOf(shape: ModelShape): Plan {
  const builder = new Builder(shape);
  const encode = builder.take(() => {
    builder.encode();
  });
  const learn = builder.take(() => {
    builder.judge();
    builder.back();
    builder.change();
  });
  return { buffers: builder.buffers, encode, learn, most: builder.most };
}

type Limits = Pick<
  GPUSupportedLimits,
  | 'maxBufferSize'
  | 'maxStorageBufferBindingSize'
  | 'maxStorageBuffersPerShaderStage'
  | 'maxComputeWorkgroupsPerDimension'
>;

/** @throws RangeError saying which size a device with these limits cannot take */
export function checkLimits(plan: Plan, limits: Limits): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  for (const [name, bytes] of plan.buffers) {
    if (bytes > most) throw new RangeError(`"${name}" takes ${bytes} bytes; this GPU binds ${most} at most`);
  }
  for (const { kernel, groups } of [...plan.encode, ...plan.learn]) {
    const widest = Math.max(...groups(plan.most));
    if (widest > limits.maxComputeWorkgroupsPerDimension) {
      throw new RangeError(
        `"${kernel.name}" takes ${widest} workgroups; this GPU runs ${limits.maxComputeWorkgroupsPerDimension} at most`
      );
    }
    if (kernel.bindings.length > limits.maxStorageBuffersPerShaderStage) {
      throw new RangeError(`"${kernel.name}" takes ${kernel.bindings.length} buffers; this GPU binds fewer`);
    }
  }
}

const over = (invocations: number, group: number) => Math.ceil(invocations / group);

class Builder {
  readonly buffers = new Map<string, number>();
  readonly most: Counts;
  readonly #sizes: Sizes;
  readonly #inputs;
  readonly #ops: Op[] = [];
  readonly #products;
  readonly #norms;

  constructor(private readonly shape: ModelShape) {
    const sizes = sizesOf(shape);
    this.#sizes = sizes;
    this.#inputs = inputLayout(shape);
    this.most = { plays: shape.batch * shape.context, touched: this.#inputs.bounds - this.#inputs.rows };
    this.#products = {
      plain: plainProduct(false),
      turned: plainProduct(true),
      rectified: rectifiedProduct(),
      residual: residualProduct(),
      masked: maskedProduct(),
      added: addedProduct(),
      outer: outerProduct()
    };
    this.#norms = { forward: norm(sizes), sums: normSums(sizes), back: normBack(sizes) };
    const { rows, quads, hiddenQuads, dense, parts } = sizes;
    const parameters = Math.ceil(sizes.layout.size / QUAD) * QUAD;
    for (const name of ['parameters', 'first', 'second']) this.#buffer(name, parameters);
    this.#buffer(BUFFERS.inputs, this.#inputs.words);
    for (let i = 0; i <= shape.blocks; i++) this.#buffer(`x${i}`, rows * quads * QUAD);
    for (let i = 0; i < shape.blocks; i++) {
      for (const name of ['attentionInput', 'mixed', 'middle', 'hiddenInput'])
        this.#buffer(`${name}${i}`, rows * quads * QUAD);
      for (const name of ['attentionMoments', 'hiddenMoments']) this.#buffer(`${name}${i}`, rows * 2);
      this.#buffer(`projected${i}`, rows * 3 * quads * QUAD);
      this.#buffer(`logs${i}`, rows * shape.heads);
      this.#buffer(`hidden${i}`, rows * hiddenQuads * QUAD);
    }
    this.#buffer(BUFFERS.states, rows * quads * QUAD);
    this.#buffer('moments', rows * 2);
    this.#buffer('slopes', rows * 2);
    this.#buffer(BUFFERS.losses, rows);
    for (const name of ['byX', 'byNormed', 'byMixed']) this.#buffer(name, rows * quads * QUAD);
    this.#buffer('byHidden', rows * hiddenQuads * QUAD);
    this.#buffer('byProjected', rows * 3 * quads * QUAD);
    const weights = shape.batch * shape.heads * shape.context * sizes.weightQuads * QUAD;
    for (const name of ['weights', 'byScores']) this.#buffer(name, weights);
    this.#buffer('partials', parts * dense.quads * QUAD);
  }

  /** The ops that `add` adds. */
  take(add: () => void): Op[] {
    add();
    return this.#ops.splice(0);
  }

  encode(): void {
    const sizes = this.#sizes;
    const { quads, hiddenQuads, place } = sizes;
    this.#op({
      kernel: embed(sizes, this.#inputs),
      buffers: { inputs: 'inputs', parameters: 'parameters', x: 'x0' },
      groups: ({ plays }) => [over(quads, 16), over(plays, 4), 1]
    });
    const attend = attention(sizes, this.#inputs);
    for (let i = 0; i < this.shape.blocks; i++) {
      const own = (name: string) => place(`block${i}.${name}`);
      this.#norm(`x${i}`, own('attentionNorm'), `attentionInput${i}`, `attentionMoments${i}`);
      this.#product('plain', `attentionInput${i}`, `projected${i}`, {
        weights: own('attention'),
        inner: quads,
        columns: 3 * quads
      });
      this.#op({
        kernel: attend,
        buffers: { inputs: 'inputs', projected: `projected${i}`, mixed: `mixed${i}`, logs: `logs${i}` },
        groups: this.#overWindows(attentionUnits(sizes).forQueries)
      });
      this.#product(
        'residual',
        `mixed${i}`,
        `middle${i}`,
        { weights: own('output'), inner: quads, columns: quads, bias: NONE },
        { z: `x${i}` }
      );
      this.#norm(`middle${i}`, own('hiddenNorm'), `hiddenInput${i}`, `hiddenMoments${i}`);
      this.#product('rectified', `hiddenInput${i}`, `hidden${i}`, {
        weights: own('hidden'),
        inner: quads,
        columns: hiddenQuads,
        bias: own('hiddenBias')
      });
      this.#product(
        'residual',
        `hidden${i}`,
        `x${i + 1}`,
        { weights: own('narrow'), inner: hiddenQuads, columns: quads, bias: own('narrowBias') },
        { z: `middle${i}` }
      );
    }
    this.#norm(`x${this.shape.blocks}`, place('finalNorm'), 'states', 'moments');
  }

  /** Losses, and the gradients by the hidden states (into `byNormed`), the targets and the candidates. */
  judge(): void {
    const sizes = this.#sizes;
    const { shape } = this;
    if (shape.loss === 'bce') {
      this.#op({
        kernel: judgePairs(sizes, this.#inputs),
        buffers: {
          inputs: 'inputs',
          parameters: 'parameters',
          states: 'states',
          byStates: 'byNormed',
          slopes: 'slopes',
          losses: 'losses'
        },
        groups: ({ plays }) => [over(plays, 64), 1, 1]
      });
      return;
    }
    const { rows, quads, candidates } = sizes;
    const table = shape.loss === 'sampled' ? 'table' : 'parameters';
    const tableQuads = candidates.count * quads + over(candidates.count, QUAD);
    if (shape.loss === 'sampled') {
      this.#buffer('table', tableQuads * QUAD);
      this.#op({
        kernel: gatherCandidates(sizes, this.#inputs),
        buffers: { inputs: 'inputs', parameters: 'parameters', table },
        groups: () => [over(quads + 1, 16), over(candidates.count, 4), 1]
      });
    }
    this.#buffer('spans', rows * candidates.spans * 2);
    this.#op({
      kernel: spanTotals(sizes, this.#inputs),
      buffers: { inputs: 'inputs', states: 'states', table, spans: 'spans' },
      groups: ({ plays }) => [
        over(candidates.spans, PRODUCT_GROUP[0]),
        over(plays, TILE.rows * PRODUCT_GROUP[1]),
        1
      ]
    });
    this.#op({
      kernel: judgeSpans(sizes, this.#inputs),
      buffers: {
        inputs: 'inputs',
        parameters: 'parameters',
        states: 'states',
        spans: 'spans',
        byStates: 'byNormed',
        slopes: 'slopes',
        losses: 'losses'
      },
      groups: ({ plays }) => [over(plays, 64), 1, 1]
    });
    const columns = candidates.chunk / QUAD;
    const stride = (shape.width + 1) * columns;
    this.#buffer('byScoresOfCandidates', rows * candidates.chunk);
    this.#buffer('candidatePartials', candidates.parts * stride * QUAD);
    this.#buffer('byCandidates', tableQuads * QUAD);
    const slopes = candidateSlopes(sizes, this.#inputs);
    const sums = candidateSums(sizes);
    const places = candidatePlaces(sizes);
    for (let chunk = 0; chunk < candidates.chunks; chunk++) {
      const first = chunk * candidates.chunk;
      this.#op({
        kernel: slopes,
        buffers: {
          x: 'states',
          matrix: table,
          inputs: 'inputs',
          slopes: 'slopes',
          y: 'byScoresOfCandidates'
        },
        constants: {
          weights: places.rows + first * quads,
          inner: quads,
          columns,
          first,
          offsets: places.offsets === undefined ? NONE : places.offsets + first / QUAD
        },
        groups: this.#overTiles(columns)
      });
      this.#op({
        kernel: this.#products.added,
        buffers: { x: 'byScoresOfCandidates', matrix: table, y: 'byNormed' },
        constants: { weights: places.rows + first * quads, inner: columns, columns: quads },
        groups: this.#overTiles(quads)
      });
      this.#outer('states', 'byScoresOfCandidates', quads, columns, {
        partials: 'candidatePartials',
        parts: candidates.parts,
        stride,
        to: 0,
        bias: shape.width * columns
      });
      this.#op({
        kernel: sums,
        buffers: { partials: 'candidatePartials', byCandidates: 'byCandidates' },
        constants: { first },
        groups: () => [over(columns, 16), over(quads + 1, 4), 1]
      });
    }
  }

  /** Gradients by all but the items, from the last block to the first. */
  back(): void {
    const sizes = this.#sizes;
    const { shape } = this;
    const { quads, hiddenQuads, dense, parts, place } = sizes;
    const scale = 1 / Math.sqrt(shape.width / shape.heads);
    const toQueries = attentionBackToQueries(sizes, this.#inputs);
    const toKeys = attentionBack(sizes, this.#inputs);
    const weightsOf = (
      x: string,
      y: string,
      rows: number,
      columns: number,
      at: number,
      bias: number | undefined
    ) => {
      this.#outer(x, y, rows, columns, {
        partials: 'partials',
        parts,
        stride: dense.quads,
        to: at - dense.from,
        bias: bias === undefined ? NONE : bias - dense.from
      });
    };
    this.#normBack(`x${shape.blocks}`, 'moments', place('finalNorm'), true);
    for (let i = shape.blocks - 1; i >= 0; i--) {
      const own = (name: string) => place(`block${i}.${name}`);
      this.#product(
        'masked',
        'byX',
        'byHidden',
        { weights: own('narrow'), inner: quads, columns: hiddenQuads },
        { z: `hidden${i}` }
      );
      weightsOf(`hidden${i}`, 'byX', hiddenQuads, quads, own('narrow'), own('narrowBias'));
      weightsOf(`hiddenInput${i}`, 'byHidden', quads, hiddenQuads, own('hidden'), own('hiddenBias'));
      this.#product('turned', 'byHidden', 'byNormed', {
        weights: own('hidden'),
        inner: hiddenQuads,
        columns: quads
      });
      this.#normBack(`middle${i}`, `hiddenMoments${i}`, own('hiddenNorm'), false);
      this.#product('turned', 'byX', 'byMixed', { weights: own('output'), inner: quads, columns: quads });
      weightsOf(`mixed${i}`, 'byX', quads, quads, own('output'), undefined);
      this.#op({
        kernel: toQueries,
        buffers: {
          inputs: 'inputs',
          projected: `projected${i}`,
          mixed: `mixed${i}`,
          logs: `logs${i}`,
          byMixed: 'byMixed',
          byProjected: 'byProjected',
          weights: 'weights',
          byScores: 'byScores'
        },
        groups: this.#overWindows(attentionUnits(sizes).forQueries)
      });
      for (const { weights, y, constants } of [
        {
          weights: 'byScores',
          y: `projected${i}`,
          constants: { stride: 3 * quads, source: 0, to: quads, scale }
        },
        { weights: 'weights', y: 'byMixed', constants: { stride: quads, source: 0, to: 2 * quads, scale: 1 } }
      ]) {
        this.#op({
          kernel: toKeys,
          buffers: { inputs: 'inputs', weights, y, byProjected: 'byProjected' },
          constants,
          groups: this.#overWindows(attentionUnits(sizes).forKeys)
        });
      }
      weightsOf(`attentionInput${i}`, 'byProjected', quads, 3 * quads, own('attention'), undefined);
      this.#product('turned', 'byProjected', 'byNormed', {
        weights: own('attention'),
        inner: 3 * quads,
        columns: quads
      });
      this.#normBack(`x${i}`, `attentionMoments${i}`, own('attentionNorm'), false);
    }
    for (const [name, kernel, rows] of [
      ['positions', positionSums(sizes, this.#inputs), shape.context],
      ['kinds', kindSums(sizes, this.#inputs), shape.kinds]
    ] as const) {
      if (rows === 0) continue;
      this.#op({
        kernel,
        buffers: { inputs: 'inputs', byX: 'byX', partials: 'partials' },
        constants: { to: place(name) - dense.from },
        groups: () => [over(rows * quads, 64), parts, 1]
      });
    }
  }

  change(): void {
    const sizes = this.#sizes;
    const { shape } = this;
    const state = { parameters: 'parameters', first: 'first', second: 'second' };
    const candidates = shape.loss === 'bce' ? {} : { byCandidates: 'byCandidates' };
    this.#op({
      kernel: adamOfItems(sizes, this.#inputs),
      buffers: { inputs: 'inputs', byX: 'byX', states: 'states', slopes: 'slopes', ...candidates, ...state },
      groups: ({ touched }) => [over(sizes.quads, 16), over(touched, 4), 1]
    });
    if (shape.itemBias) {
      this.#op({
        kernel: adamOfBiases(sizes, this.#inputs),
        buffers: { inputs: 'inputs', slopes: 'slopes', ...candidates, ...state },
        groups: ({ touched }) => [over(touched, 64), 1, 1]
      });
    }
    this.#op({
      kernel: adam(sizes),
      buffers: { partials: 'partials', ...state },
      groups: () => [over(sizes.dense.quads, 64), 1, 1]
    });
  }

  #norm(x: string, weights: number, y: string, moments: string): void {
    this.#op({
      kernel: this.#norms.forward,
      buffers: { x, parameters: 'parameters', y, moments },
      constants: { weights },
      groups: ({ plays }) => [over(plays, 64), 1, 1]
    });
  }

  /** From `byNormed` to `byX`. */
  #normBack(x: string, moments: string, weights: number, fresh: boolean): void {
    const { quads, parts, dense } = this.#sizes;
    this.#op({
      kernel: this.#norms.sums,
      buffers: { x, moments, byY: 'byNormed', partials: 'partials' },
      constants: { to: weights - dense.from },
      groups: () => [over(quads, 16), over(parts, 4), 1]
    });
    this.#op({
      kernel: this.#norms.back,
      buffers: { x, moments, byY: 'byNormed', parameters: 'parameters', byX: 'byX' },
      constants: { weights, fresh: Number(fresh) },
      groups: ({ plays }) => [over(plays, 64), 1, 1]
    });
  }

  #product(
    kind: 'plain' | 'turned' | 'rectified' | 'residual' | 'masked',
    x: string,
    y: string,
    constants: { weights: number; inner: number; columns: number; bias?: number },
    more: Record<string, string> = {}
  ): void {
    this.#op({
      kernel: this.#products[kind],
      buffers: { x, matrix: 'parameters', ...more, y },
      constants,
      groups: this.#overTiles(constants.columns)
    });
  }

  #outer(
    x: string,
    y: string,
    rows: number,
    columns: number,
    { partials, ...constants }: { partials: string; parts: number; stride: number; to: number; bias: number }
  ): void {
    this.#op({
      kernel: this.#products.outer,
      buffers: { x, y, partials },
      constants: { rows, columns, ...constants },
      groups: () => [
        over(columns, TILE.quads * PRODUCT_GROUP[0]),
        over(rows * QUAD, TILE.rows * PRODUCT_GROUP[1]),
        constants.parts
      ]
    });
  }

  #overTiles(columns: number): Op['groups'] {
    return ({ plays }) => [
      over(columns, TILE.quads * PRODUCT_GROUP[0]),
      over(plays, TILE.rows * PRODUCT_GROUP[1]),
      1
    ];
  }

  #overWindows(units: number): Op['groups'] {
    const groups = [over(units, ATTENTION_GROUP[0]), over(this.shape.batch, ATTENTION_GROUP[1]), 1] as const;
    return () => groups;
  }

  #buffer(name: string, values: number): void {
    // A binding must not be empty.
    this.buffers.set(name, Math.max(values, QUAD) * Float32Array.BYTES_PER_ELEMENT);
  }

  #op({ constants = {}, ...op }: Omit<Op, 'constants'> & { constants?: Op['constants'] }): void {
    this.#ops.push({ constants, ...op });
  }
}
