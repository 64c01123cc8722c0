/** Rows and columns of a block. A workgroup works on one block, each of its invocations on a tile of it. */
export const BLOCK = 32;
const TILE = 4;
const SIDE = BLOCK / TILE;

/**
 * The steps of a blocked Cholesky factorisation in place (Golub and Van Loan, Matrix Computations, 4.2.9) and of the
 * substitutions that follow, for block column `step.k`. Matrices are row-major: `a` has shape [n, n], `b` [n, m], both
 * filled up to whole blocks. Tiles are summed in registers and nothing is shared within a workgroup but the one block
 * that is factored: barriers are what software adapters are slowest at.
 */
export const DENSE_WGSL = /* wgsl */ `
struct Step { k: u32, n: u32, m: u32 }
@group(0) @binding(0) var<uniform> step: Step;
@group(0) @binding(1) var<storage, read_write> a: array<f32>;
/** The inverses of the diagonal blocks of the factor, one below the other. */
@group(0) @binding(2) var<storage, read_write> inverses: array<f32>;
@group(0) @binding(3) var<storage, read_write> b: array<f32>;

const BLOCK = ${BLOCK}u;
const TILE = ${TILE}u;
const SIDE = ${SIDE}u;

var<workgroup> block: array<f32, ${BLOCK * BLOCK}>;
var<workgroup> inverse: array<f32, ${BLOCK * BLOCK}>;

/** Factors diagonal block k and inverts the factor; one workgroup, an invocation for each row. */
@compute @workgroup_size(${BLOCK})
fn factor(@builtin(local_invocation_index) row: u32) {
  let corner = step.k * BLOCK * step.n + step.k * BLOCK;
  for (var j = 0u; j < BLOCK; j++) { block[row * BLOCK + j] = a[corner + row * step.n + j]; }
  for (var j = 0u; j < BLOCK; j++) {
    workgroupBarrier();
    if (row == j) { block[j * BLOCK + j] = sqrt(block[j * BLOCK + j]); }
    workgroupBarrier();
    if (row > j) { block[row * BLOCK + j] /= block[j * BLOCK + j]; }
    workgroupBarrier();
    for (var i = j + 1u; i <= row; i++) { block[row * BLOCK + i] -= block[row * BLOCK + j] * block[i * BLOCK + j]; }
  }
  workgroupBarrier();
  // Column "row" of the inverse, by forward substitution.
  for (var i = 0u; i < BLOCK; i++) {
    var sum = select(0.0, 1.0, i == row);
    for (var j = row; j < i; j++) { sum -= block[i * BLOCK + j] * inverse[j * BLOCK + row]; }
    inverse[i * BLOCK + row] = select(0.0, sum / block[i * BLOCK + i], i >= row);
  }
  for (var i = 0u; i < BLOCK; i++) {
    inverses[(step.k * BLOCK + i) * BLOCK + row] = inverse[i * BLOCK + row];
    a[corner + row * step.n + i] = select(0.0, block[row * BLOCK + i], i <= row);
  }
}

/** Block (i, k) of the factor: A[i, k] times the transposed inverse of the diagonal block. */
@compute @workgroup_size(${SIDE}, ${SIDE})
fn panel(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let rows = (step.k + 1u + group.x) * BLOCK * step.n + step.k * BLOCK;
  var sums: array<f32, ${TILE * TILE}>;
  for (var l = 0u; l < BLOCK; l++) {
    for (var r = 0u; r < TILE; r++) {
      let value = a[rows + (local.y * TILE + r) * step.n + l];
      for (var c = 0u; c < TILE; c++) {
        sums[r * TILE + c] += value * inverses[(step.k * BLOCK + local.x * TILE + c) * BLOCK + l];
      }
    }
  }
  // Every invocation has read its rows before any is overwritten.
  storageBarrier();
  for (var r = 0u; r < TILE; r++) {
    for (var c = 0u; c < TILE; c++) {
      a[rows + (local.y * TILE + r) * step.n + local.x * TILE + c] = sums[r * TILE + c];
    }
  }
}

/** A[i, j] -= L[i, k] L[j, k]' for the blocks below and right of k, on and below the diagonal. */
@compute @workgroup_size(${SIDE}, ${SIDE})
fn trail(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  if (group.x > group.y) { return; }
  let first = step.k + 1u;
  let row = (first + group.y) * BLOCK + local.y * TILE;
  let column = (first + group.x) * BLOCK + local.x * TILE;
  var sums: array<f32, ${TILE * TILE}>;
  for (var l = step.k * BLOCK; l < first * BLOCK; l++) {
    for (var r = 0u; r < TILE; r++) {
      let value = a[(row + r) * step.n + l];
      for (var c = 0u; c < TILE; c++) { sums[r * TILE + c] += value * a[(column + c) * step.n + l]; }
    }
  }
  for (var r = 0u; r < TILE; r++) {
    for (var c = 0u; c < TILE; c++) { a[(row + r) * step.n + column + c] -= sums[r * TILE + c]; }
  }
}

/** Block k of the right sides times the inverse of the diagonal block, transposed on the way back. */
fn scaleBlock(group: vec3u, local: vec3u, transposed: bool) {
  let column = group.x * BLOCK + local.x * TILE;
  var sums: array<f32, ${TILE * TILE}>;
  for (var l = 0u; l < BLOCK; l++) {
    for (var r = 0u; r < TILE; r++) {
      let row = local.y * TILE + r;
      let at = select(row * BLOCK + l, l * BLOCK + row, transposed);
      let value = inverses[step.k * BLOCK * BLOCK + at];
      for (var c = 0u; c < TILE; c++) {
        sums[r * TILE + c] += value * b[(step.k * BLOCK + l) * step.m + column + c];
      }
    }
  }
  storageBarrier();
  for (var r = 0u; r < TILE; r++) {
    for (var c = 0u; c < TILE; c++) {
      b[(step.k * BLOCK + local.y * TILE + r) * step.m + column + c] = sums[r * TILE + c];
    }
  }
}

/** Takes what block k of the solution explains off block i of the right sides. */
fn takeOff(i: u32, group: vec3u, local: vec3u, transposed: bool) {
  let row = i * BLOCK + local.y * TILE;
  let column = group.x * BLOCK + local.x * TILE;
  var sums: array<f32, ${TILE * TILE}>;
  for (var l = step.k * BLOCK; l < (step.k + 1u) * BLOCK; l++) {
    for (var r = 0u; r < TILE; r++) {
      let value = a[select((row + r) * step.n + l, l * step.n + row + r, transposed)];
      for (var c = 0u; c < TILE; c++) { sums[r * TILE + c] += value * b[l * step.m + column + c]; }
    }
  }
  for (var r = 0u; r < TILE; r++) {
    for (var c = 0u; c < TILE; c++) { b[(row + r) * step.m + column + c] -= sums[r * TILE + c]; }
  }
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn scaleDown(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  scaleBlock(group, local, false);
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn takeOffBelow(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  takeOff(step.k + 1u + group.y, group, local, false);
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn scaleUp(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  scaleBlock(group, local, true);
}

@compute @workgroup_size(${SIDE}, ${SIDE})
fn takeOffAbove(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  takeOff(group.y, group, local, true);
}
`;
