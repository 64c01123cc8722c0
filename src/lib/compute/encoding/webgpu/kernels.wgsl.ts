/**
 * The kernels of the encoder for one window, four values to a vector. All that lies between input and result is in one
 * buffer; a step says where in it its source and its goal begin. Rows past the last play are left alone.
 */
export const KERNELS = /* wgsl */ `
struct Step {
  // Places in vectors: of the rows that are read and written, and of parameters.
  source: u32, goal: u32, weights: u32, bias: u32, norm: u32,
  // Vectors in a row of the source and of the goal.
  inner: u32, columns: u32,
  flags: u32,
}
const LAST_ROW = 1u; // only the last play's row
const NORMED = 2u;   // the source goes through a norm first
const BIASED = 4u;
const RELU = 8u;
const ADDED = 16u;   // the goal is added to, not replaced

@group(0) @binding(0) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> rows: array<vec4f>;
@group(0) @binding(2) var<uniform> plays: u32;
@group(1) @binding(0) var<uniform> step: Step;

fn has(flag: u32) -> bool { return (step.flags & flag) != 0u; }

/// The row that invocation number i works on, where each row is the work of n.
fn row_of(i: u32, n: u32) -> u32 { return i / n + select(0u, plays - 1u, has(LAST_ROW)); }

/// Mean and 1 / sqrt(variance + 1e-6) of a source row.
fn moments(first: u32) -> vec2f {
  let count = f32(4u * step.inner);
  var sum = 0.0;
  for (var k = 0u; k < step.inner; k++) { sum += dot(rows[first + k], vec4f(1)); }
  let mean = sum / count;
  var squares = 0.0;
  for (var k = 0u; k < step.inner; k++) {
    let centred = rows[first + k] - mean;
    squares += dot(centred, centred);
  }
  return vec2f(mean, inverseSqrt(squares / count + 1e-6));
}

fn normed(value: vec4f, moment: vec2f, k: u32) -> vec4f {
  let gain = parameters[step.norm + k];
  return (value - moment.x) * moment.y * gain + parameters[step.norm + step.inner + k];
}

/// goal (+)= relu(norm(source) W + bias), each part where the step asks for it; one vector an invocation.
@compute @workgroup_size(64)
fn product(@builtin(global_invocation_id) id: vec3u) {
  let row = row_of(id.x, step.columns);
  let column = id.x % step.columns;
  if (row >= plays) { return; }
  let first = step.source + row * step.inner;
  var moment = vec2f(0);
  if (has(NORMED)) { moment = moments(first); }
  var sum = vec4f(0);
  if (has(BIASED)) { sum = parameters[step.bias + column]; }
  for (var k = 0u; k < step.inner; k++) {
    var value = rows[first + k];
    if (has(NORMED)) { value = normed(value, moment, k); }
    let w = step.weights + 4u * k * step.columns + column;
    sum += value.x * parameters[w] + value.y * parameters[w + step.columns]
      + value.z * parameters[w + 2u * step.columns] + value.w * parameters[w + 3u * step.columns];
  }
  if (has(RELU)) { sum = max(sum, vec4f(0)); }
  let place = step.goal + row * step.columns + column;
  if (has(ADDED)) { sum += rows[place]; }
  rows[place] = sum;
}

/// The last play's row through a norm, to the beginning of the goal.
@compute @workgroup_size(64)
fn finish(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= step.inner) { return; }
  let first = step.source + (plays - 1u) * step.inner;
  rows[step.goal + id.x] = normed(rows[first + id.x], moments(first), id.x);
}

override HEAD: u32; // vectors in a head

/// goal = softmax(Q K^T / sqrt(head width)) V over each play's past; source rows hold Q, K and V side by side. One
/// vector an invocation, with the softmax's peak and sum carried along, as Milakov and Gimelshein (2018) do.
@compute @workgroup_size(64)
fn attend(@builtin(global_invocation_id) id: vec3u) {
  let row = row_of(id.x, step.columns);
  let column = id.x % step.columns;
  if (row >= plays) { return; }
  let head = column - column % HEAD;
  let query = step.source + row * step.inner + head;
  let scale = inverseSqrt(f32(4u * HEAD));
  var peak = -1e30;
  var total = 0.0;
  var mixed = vec4f(0);
  for (var other = 0u; other <= row; other++) {
    let key = step.source + other * step.inner + step.columns;
    var score = 0.0;
    for (var j = 0u; j < HEAD; j++) { score += dot(rows[query + j], rows[key + head + j]); }
    score *= scale;
    let raised = max(peak, score);
    let kept = exp(peak - raised);
    let share = exp(score - raised);
    total = total * kept + share;
    mixed = mixed * kept + share * rows[key + step.columns + column];
    peak = raised;
  }
  rows[step.goal + row * step.columns + column] = mixed / total;
}
`;

/** As the kernels name them. */
export const FLAGS = { lastRow: 1, normed: 2, biased: 4, relu: 8, added: 16 };
/** Invocations in a workgroup. */
export const WORKGROUP = 64;
