import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
  vjp
} from '@jax-js/jax';

/*
 * The step as its user writes it in jax-js, for whole windows without kinds, biases, logQ and dropout. Arrays are
 * owned: an operation uses its operands up, `.ref` keeps one.
 *
 * Its jit cannot take the gradient of `take`, so that the rows are gathered before the compiled part and their
 * gradients scattered after it, through `vjp`; everything else is compiled.
 */

/**
 * @param {'wasm' | 'webgpu'} device
 * @param {import('./jax-step.d.ts').JaxModel} model
 */
export async function openJaxStep(device, { shape, parameters, values, learningRate }) {
  await init(device);
  defaultDevice(device);
  const { width: d, heads, blocks, context: L, batch: B, loss, negatives: drawn } = shape;
  const places = B * L;
  const others = loss === 'bce' ? places : drawn;

  const zeros = (like) => np.zeros(like.shape);
  const start = {};
  for (const { name, rows, columns, offset } of parameters) {
    const slice = values.slice(offset, offset + rows * columns);
    // A norm's gain and offset, which the other runners slice apart in the step.
    if (name.endsWith('Norm')) {
      start[`${name}.gain`] = np.array(slice.slice(0, columns));
      start[`${name}.offset`] = np.array(slice.slice(columns));
    } else start[name] = np.array(slice).reshape(rows === 1 ? [columns] : [rows, columns]);
  }
  const map = (record, change) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
  let state = { p: start, m: map(start, zeros), v: map(start, zeros) };

  const future = new Float32Array(L * L);
  for (let i = 0; i < L; i++) future.fill(-1e9, i * L + i + 1, (i + 1) * L);
  const mask = np.array(future).reshape([1, 1, L, L]);

  const norm = (p, name, x) => {
    const centred = x.ref.sub(np.mean(x, -1, { keepdims: true }));
    const variance = np.mean(np.square(centred.ref), -1, { keepdims: true });
    const unit = centred.mul(np.reciprocal(np.sqrt(variance.add(1e-6))));
    return unit.mul(p[`${name}.gain`].ref).add(p[`${name}.offset`].ref);
  };
  const split = (part) => np.transpose(part.reshape([B, L, heads, d / heads]), [0, 2, 1, 3]);

  /** Mean loss from the gathered rows of inputs, targets and negatives, one below the other. */
  const lossOf = (rows, p, mask) => {
    let x = rows.ref
      .slice([0, places], [])
      .reshape([B, L, d])
      .mul(Math.sqrt(d))
      .add(p.positions.ref)
      .reshape([places, d]);
    for (let i = 0; i < blocks; i++) {
      const own = (name) => p[`block${i}.${name}`].ref;
      const projected = np.matmul(norm(p, `block${i}.attentionNorm`, x.ref), own('attention'));
      const query = split(projected.ref.slice([], [0, d]));
      const key = split(projected.ref.slice([], [d, 2 * d]));
      const value = split(projected.slice([], [2 * d, 3 * d]));
      const similarity = np.matmul(query, np.transpose(key, [0, 1, 3, 2])).mul(1 / Math.sqrt(d / heads));
      const attention = nn.softmax(similarity.add(mask.ref), -1);
      const mixed = np.transpose(np.matmul(attention, value), [0, 2, 1, 3]).reshape([places, d]);
      x = x.add(np.matmul(mixed, own('output')));
      const normed = norm(p, `block${i}.hiddenNorm`, x.ref);
      const hidden = nn.relu(np.matmul(normed, own('hidden')).add(own('hiddenBias')));
      x = x.add(np.matmul(hidden, own('narrow')).add(own('narrowBias')));
    }
    const states = norm(p, 'finalNorm', x);
    mask.dispose();
    const targets = rows.ref.slice([places, 2 * places], []);
    const negatives = rows.slice([2 * places, 2 * places + others], []);
    tree.dispose(p);
    if (loss === 'bce') {
      const target = np.sum(states.ref.mul(targets), -1);
      const negative = np.sum(states.mul(negatives), -1);
      return np.mean(nn.softplus(target.mul(-1)).add(nn.softplus(negative)));
    }
    const own = np.sum(states.ref.mul(targets), -1, { keepdims: true });
    const shared = np.matmul(states, np.transpose(negatives));
    const all = np.concatenate([own.ref, shared], 1);
    return np.mean(nn.logsumexp(all, -1, { keepdims: true }).sub(own));
  };
  const derive = jit((rows, p, mask) => valueAndGrad(lossOf, { argnums: [0, 1] })(rows, p, mask));
  const update = jit(({ p, m, v }, gradients, rate) => {
    const next = { p: {}, m: {}, v: {} };
    for (const name in p) {
      const first = m[name].mul(0.9).add(gradients[name].ref.mul(0.1));
      const second = v[name].mul(0.999).add(np.square(gradients[name]).mul(0.001));
      const change = first.ref.mul(rate.ref).div(np.sqrt(second.ref).add(1e-8));
      next.p[name] = p[name].sub(change);
      next.m[name] = first;
      next.v[name] = second;
    }
    rate.dispose();
    return next;
  });

  let steps = 0;
  return {
    async step({ items, targets, negatives }) {
      steps++;
      const index = new Int32Array(2 * places + others);
      index.set(items);
      index.set(targets, places);
      index.set(negatives, 2 * places);
      const { items: table, ...dense } = state.p;
      const gathered = np.array(index, { dtype: np.int32 });
      const [rows, back] = vjp((all) => np.take(all, gathered, 0), [table.ref]);
      const [mean, [byRows, byDense]] = derive(rows, tree.ref(dense), mask.ref);
      const [byTable] = back(byRows);
      back.dispose?.();
      const rate = (learningRate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
      state = update(state, { items: byTable, ...byDense }, np.array(rate));
      const [value] = await mean.data();
      await blockUntilReady(tree.ref(state));
      return value;
    },
    dispose() {
      tree.dispose(state);
      mask.dispose();
    }
  };
}
