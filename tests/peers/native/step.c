/*
 * The reference training step on one thread without a browser: how far WebAssembly is from the machine's own code.
 * The equations are those of src/lib/compute/training/shape.ts, the parameters lie as in layout.ts, the order of work is
 * the fused one: each window forward and back while it is in the cache, then Adam on what was touched.
 *
 *   cc -O3 -march=native -ffast-math -DWIDTH=64 -DHEADS=2 -DHIDDEN=64 -DBLOCKS=2 -DCONTEXT=50 -DBATCH=128 step.c -lm
 *   ./a.out FILE
 *
 * FILE holds int32: loss (0: one negative a play, 1: shared negatives), items, negatives, batches; float32: parameters;
 * then for each batch int32: items, targets, negatives. Prints the loss and the milliseconds of each step.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX2__)
#define LANES 8
#else
#define LANES 4
#endif
/* Rows and vectors of a product that stay in registers. */
#define TILE_ROWS 6
#define TILE_VECTORS 2

typedef float vector __attribute__((vector_size(LANES * 4), aligned(4)));

enum {
  D = WIDTH,
  HEAD = WIDTH / HEADS,
  /* A row of attention weights, whole vectors. */
  ROW = (CONTEXT + LANES - 1) / LANES * LANES,
  AT_ATTENTION = 2 * D,
  AT_OUTPUT = AT_ATTENTION + 3 * D * D,
  AT_HIDDEN_NORM = AT_OUTPUT + D * D,
  AT_HIDDEN = AT_HIDDEN_NORM + 2 * D,
  AT_HIDDEN_BIAS = AT_HIDDEN + D * HIDDEN,
  AT_NARROW = AT_HIDDEN_BIAS + HIDDEN,
  AT_NARROW_BIAS = AT_NARROW + HIDDEN * D,
  BLOCK = AT_NARROW_BIAS + D
};
enum { BCE, SAMPLED };

/* What the way back needs of a block's way forward. */
struct trace {
  float normed[CONTEXT * D], unit[CONTEXT * D], scale[CONTEXT];
  float projected[CONTEXT * 3 * D], attention[HEADS][CONTEXT * ROW], mixed[CONTEXT * D];
  float hidden_normed[CONTEXT * D], hidden_unit[CONTEXT * D], hidden_scale[CONTEXT];
  float active[CONTEXT * HIDDEN];
};
/* A block's weights transposed, for the way back. */
struct transposed {
  float attention[3 * D * D], output[D * D], hidden[HIDDEN * D], narrow[D * HIDDEN];
};

static int loss_kind, items, negative_count;
static size_t at_positions, at_blocks, at_final, parameter_count;
static float *parameters, *gradients, *first, *second;
static int *touched, touched_count;
static unsigned char *marked;
static struct trace traces[BLOCKS];
static struct transposed weights[BLOCKS];
static float x[CONTEXT * D], dx[CONTEXT * D], states[CONTEXT * D], by_states[CONTEXT * D];
static float final_unit[CONTEXT * D], final_scale[CONTEXT];
/* The shared negatives' rows, transposed too, their gradients, and their scores. */
static float *table, *columns, *by_table, *scores;

static void *take(size_t count, size_t size) {
  size_t bytes = (count * size + 63) / 64 * 64;
  void *memory = aligned_alloc(64, bytes);
  if (!memory) exit(1);
  return memset(memory, 0, bytes);
}

/* c (+)= a b for a tile of rows; a's steps are given, so that it may be transposed. */
#define TILE(NAME, ROWS, VECTORS)                                                                                      \
  static inline void NAME(int K, const float *a, int row, int column, const float *b, int ldb, float *c, int ldc,      \
                          int add) {                                                                                   \
    vector sum[ROWS][VECTORS];                                                                                         \
    for (int i = 0; i < ROWS; i++)                                                                                     \
      for (int j = 0; j < VECTORS; j++)                                                                                \
        sum[i][j] = add ? *(const vector *)(c + i * ldc + j * LANES) : (vector){0};                                    \
    for (int k = 0; k < K; k++)                                                                                        \
      for (int i = 0; i < ROWS; i++)                                                                                   \
        for (int j = 0; j < VECTORS; j++)                                                                              \
          sum[i][j] += a[(size_t)i * row + (size_t)k * column] * *(const vector *)(b + (size_t)k * ldb + j * LANES);   \
    for (int i = 0; i < ROWS; i++)                                                                                     \
      for (int j = 0; j < VECTORS; j++) *(vector *)(c + i * ldc + j * LANES) = sum[i][j];                              \
  }
TILE(wide_tile, TILE_ROWS, TILE_VECTORS)
TILE(wide_pair, 2, TILE_VECTORS)
TILE(wide_row, 1, TILE_VECTORS)
TILE(tile, TILE_ROWS, 1)
TILE(pair, 2, 1)
TILE(single, 1, 1)

/* c [M, N] (+)= a [M, K] b [K, N]; N in whole vectors. */
static void product(int M, int N, int K, const float *a, int row, int column, const float *b, int ldb, float *c, int ldc,
                    int add) {
  int n = 0;
  for (; n + TILE_VECTORS * LANES <= N; n += TILE_VECTORS * LANES) {
    int m = 0;
    for (; m + TILE_ROWS <= M; m += TILE_ROWS)
      wide_tile(K, a + (size_t)m * row, row, column, b + n, ldb, c + (size_t)m * ldc + n, ldc, add);
    for (; m + 2 <= M; m += 2)
      wide_pair(K, a + (size_t)m * row, row, column, b + n, ldb, c + (size_t)m * ldc + n, ldc, add);
    for (; m < M; m++)
      wide_row(K, a + (size_t)m * row, row, column, b + n, ldb, c + (size_t)m * ldc + n, ldc, add);
  }
  for (; n < N; n += LANES) {
    int m = 0;
    for (; m + TILE_ROWS <= M; m += TILE_ROWS)
      tile(K, a + (size_t)m * row, row, column, b + n, ldb, c + (size_t)m * ldc + n, ldc, add);
    for (; m + 2 <= M; m += 2)
      pair(K, a + (size_t)m * row, row, column, b + n, ldb, c + (size_t)m * ldc + n, ldc, add);
    for (; m < M; m++)
      single(K, a + (size_t)m * row, row, column, b + n, ldb, c + (size_t)m * ldc + n, ldc, add);
  }
}

static void transpose(int rows, int wide, const float *a, int lda, float *out, int ldo) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < wide; j++) out[(size_t)j * ldo + i] = a[(size_t)i * lda + j];
}

static void add_to(float *restrict out, const float *restrict values, float factor, int count) {
  for (int i = 0; i < count; i++) out[i] += factor * values[i];
}

static float dot(const float *restrict a, const float *restrict b, int count) {
  float sum = 0;
  for (int i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}

static void add_rows(float *restrict out, const float *values, int rows, int wide) {
  for (int i = 0; i < rows; i++) add_to(out, values + i * wide, 1, wide);
}

/* exp(v) for v <= 0, Cephes' polynomial; a plain loop, which compilers turn into vectors. */
static inline float exp_down(float v) {
  v = v < -87 ? -87 : v;
  int n = (int)(v * 1.44269504f - 0.5f);
  float f = v - n * 0.693359375f + n * 2.12194440e-4f;
  float y = 1.98756915e-4f;
  y = y * f + 1.39819995e-3f;
  y = y * f + 8.33345191e-3f;
  y = y * f + 4.16657959e-2f;
  y = y * f + 1.66666655e-1f;
  y = y * f + 0.5f;
  y = y * f * f + f + 1;
  int32_t bits = (n + 127) << 23;
  float power;
  memcpy(&power, &bits, 4);
  return y * power;
}

static void norm(const float *in, const float *gain, float *out, float *unit, float *scale) {
  for (int i = 0; i < CONTEXT; i++, in += D, out += D, unit += D) {
    float sum = 0, square = 0;
    for (int j = 0; j < D; j++) sum += in[j];
    float mean = sum / D;
    for (int j = 0; j < D; j++) square += (in[j] - mean) * (in[j] - mean);
    float inverse = scale[i] = 1 / sqrtf(square / D + 1e-6f);
    for (int j = 0; j < D; j++) unit[j] = (in[j] - mean) * inverse;
    for (int j = 0; j < D; j++) out[j] = unit[j] * gain[j] + gain[D + j];
  }
}

/* Adds the gradient by norm's input to `by_input`, those by gain and offset to `gradient`. */
static void norm_back(const float *by_out, const float *gain, const float *unit, const float *scale, float *gradient,
                      float *by_input) {
  for (int i = 0; i < CONTEXT; i++, by_out += D, unit += D, by_input += D) {
    float sum = 0, along = 0;
    for (int j = 0; j < D; j++) {
      float u = by_out[j] * gain[j];
      sum += u;
      along += u * unit[j];
    }
    for (int j = 0; j < D; j++) gradient[j] += by_out[j] * unit[j];
    for (int j = 0; j < D; j++) gradient[D + j] += by_out[j];
    for (int j = 0; j < D; j++)
      by_input[j] += (by_out[j] * gain[j] - sum / D - unit[j] * along / D) * scale[i];
  }
}

static void attend(struct trace *t) {
  static float keys[HEAD * ROW];
  for (int i = 0; i < CONTEXT; i++)
    for (int j = 0; j < D; j++) t->projected[i * 3 * D + j] *= 1 / sqrtf(HEAD);
  for (int h = 0; h < HEADS; h++) {
    const float *query = t->projected + h * HEAD, *key = query + D, *value = key + D;
    float *attention = t->attention[h];
    transpose(CONTEXT, HEAD, key, 3 * D, keys, ROW);
    product(CONTEXT, ROW, HEAD, query, 3 * D, 1, keys, ROW, attention, ROW, 0);
    for (int i = 0; i < CONTEXT; i++) {
      float *line = attention + i * ROW, peak = line[0], sum = 0;
      for (int j = 1; j <= i; j++) peak = line[j] > peak ? line[j] : peak;
      for (int j = 0; j <= i; j++) line[j] = exp_down(line[j] - peak);
      for (int j = 0; j <= i; j++) sum += line[j];
      for (int j = 0; j <= i; j++) line[j] /= sum;
      for (int j = i + 1; j < ROW; j++) line[j] = 0;
    }
    product(CONTEXT, HEAD, CONTEXT, attention, ROW, 1, value, 3 * D, t->mixed + h * HEAD, D, 0);
  }
}

/* From the gradient by what was mixed to those by queries, keys and values, side by side. */
static void attend_back(struct trace *t, const float *by_mixed, float *by_projected) {
  static float values[HEAD * ROW], slopes[CONTEXT * ROW];
  for (int h = 0; h < HEADS; h++) {
    const float *query = t->projected + h * HEAD, *key = query + D, *value = key + D;
    const float *attention = t->attention[h], *above = by_mixed + h * HEAD;
    float *by_query = by_projected + h * HEAD;
    transpose(CONTEXT, HEAD, value, 3 * D, values, ROW);
    product(CONTEXT, ROW, HEAD, above, D, 1, values, ROW, slopes, ROW, 0);
    for (int i = 0; i < CONTEXT; i++) {
      const float *weight = attention + i * ROW;
      float *slope = slopes + i * ROW, mean = dot(weight, slope, ROW);
      for (int j = 0; j < ROW; j++) slope[j] = weight[j] * (slope[j] - mean);
    }
    product(CONTEXT, HEAD, CONTEXT, slopes, ROW, 1, key, 3 * D, by_query, 3 * D, 0);
    product(CONTEXT, HEAD, CONTEXT, slopes, 1, ROW, query, 3 * D, by_query + D, 3 * D, 0);
    product(CONTEXT, HEAD, CONTEXT, attention, 1, ROW, above, D, by_query + 2 * D, 3 * D, 0);
  }
  for (int i = 0; i < CONTEXT; i++)
    for (int j = 0; j < D; j++) by_projected[i * 3 * D + j] *= 1 / sqrtf(HEAD);
}

static void forward(const float *w, struct trace *t) {
  norm(x, w, t->normed, t->unit, t->scale);
  product(CONTEXT, 3 * D, D, t->normed, D, 1, w + AT_ATTENTION, 3 * D, t->projected, 3 * D, 0);
  attend(t);
  product(CONTEXT, D, D, t->mixed, D, 1, w + AT_OUTPUT, D, x, D, 1);
  norm(x, w + AT_HIDDEN_NORM, t->hidden_normed, t->hidden_unit, t->hidden_scale);
  for (int i = 0; i < CONTEXT; i++) {
    memcpy(t->active + i * HIDDEN, w + AT_HIDDEN_BIAS, HIDDEN * 4);
    add_to(x + i * D, w + AT_NARROW_BIAS, 1, D);
  }
  product(CONTEXT, HIDDEN, D, t->hidden_normed, D, 1, w + AT_HIDDEN, HIDDEN, t->active, HIDDEN, 1);
  for (int i = 0; i < CONTEXT * HIDDEN; i++) t->active[i] = t->active[i] > 0 ? t->active[i] : 0;
  product(CONTEXT, D, HIDDEN, t->active, HIDDEN, 1, w + AT_NARROW, D, x, D, 1);
}

static void back(const float *w, float *g, struct trace *t, const struct transposed *wt) {
  static float by_active[CONTEXT * HIDDEN], by_normed[CONTEXT * D], by_mixed[CONTEXT * D];
  static float by_projected[CONTEXT * 3 * D];
  product(HIDDEN, D, CONTEXT, t->active, 1, HIDDEN, dx, D, g + AT_NARROW, D, 1);
  add_rows(g + AT_NARROW_BIAS, dx, CONTEXT, D);
  product(CONTEXT, HIDDEN, D, dx, D, 1, wt->narrow, HIDDEN, by_active, HIDDEN, 0);
  for (int i = 0; i < CONTEXT * HIDDEN; i++) by_active[i] = t->active[i] > 0 ? by_active[i] : 0;
  product(D, HIDDEN, CONTEXT, t->hidden_normed, 1, D, by_active, HIDDEN, g + AT_HIDDEN, HIDDEN, 1);
  add_rows(g + AT_HIDDEN_BIAS, by_active, CONTEXT, HIDDEN);
  product(CONTEXT, D, HIDDEN, by_active, HIDDEN, 1, wt->hidden, D, by_normed, D, 0);
  norm_back(by_normed, w + AT_HIDDEN_NORM, t->hidden_unit, t->hidden_scale, g + AT_HIDDEN_NORM, dx);

  product(D, D, CONTEXT, t->mixed, 1, D, dx, D, g + AT_OUTPUT, D, 1);
  product(CONTEXT, D, D, dx, D, 1, wt->output, D, by_mixed, D, 0);
  attend_back(t, by_mixed, by_projected);
  product(D, 3 * D, CONTEXT, t->normed, 1, D, by_projected, 3 * D, g + AT_ATTENTION, 3 * D, 1);
  product(CONTEXT, D, 3 * D, by_projected, 3 * D, 1, wt->attention, D, by_normed, D, 0);
  norm_back(by_normed, w, t->unit, t->scale, g, dx);
}

static void touch(int item) {
  if (marked[item]) return;
  marked[item] = 1;
  touched[touched_count++] = item;
}

static void add_to_item(int item, const float *row, float factor) {
  touch(item);
  add_to(gradients + (size_t)item * D, row, factor, D);
}

static float loss_by_pairs(const int *targets, const int *negatives, float share) {
  float loss = 0;
  memset(by_states, 0, sizeof by_states);
  for (int i = 0; i < CONTEXT; i++)
    for (int sign = 1; sign >= -1; sign -= 2) {
      int item = sign > 0 ? targets[i] : negatives[i];
      float *row = parameters + (size_t)item * D, *state = states + i * D;
      float z = -sign * dot(state, row, D), small = expf(-fabsf(z));
      loss += (z > 0 ? z : 0) + log1pf(small);
      float slope = -sign * (z > 0 ? 1 : small) / (1 + small) * share;
      add_to(by_states + i * D, row, slope, D);
      add_to_item(item, state, slope);
    }
  return loss;
}

static float loss_by_shared(const int *targets, const int *negatives, float share) {
  float loss = 0;
  product(CONTEXT, negative_count, D, states, D, 1, columns, negative_count, scores, negative_count, 0);
  for (int i = 0; i < CONTEXT; i++) {
    float *line = scores + (size_t)i * negative_count, *row = parameters + (size_t)targets[i] * D;
    float own = dot(states + i * D, row, D), peak = own, sum = 0;
    for (int j = 0; j < negative_count; j++) line[j] = negatives[j] == targets[i] ? -1e9f : line[j];
    for (int j = 0; j < negative_count; j++) peak = line[j] > peak ? line[j] : peak;
    for (int j = 0; j < negative_count; j++) line[j] = exp_down(line[j] - peak);
    for (int j = 0; j < negative_count; j++) sum += line[j];
    float chance = exp_down(own - peak);
    sum += chance;
    loss += peak + logf(sum) - own;
    for (int j = 0; j < negative_count; j++) line[j] *= share / sum;
    float slope = (chance / sum - 1) * share;
    for (int j = 0; j < D; j++) by_states[i * D + j] = row[j] * slope;
    add_to_item(targets[i], states + i * D, slope);
  }
  product(CONTEXT, D, negative_count, scores, negative_count, 1, table, D, by_states, D, 1);
  product(negative_count, D, CONTEXT, scores, 1, negative_count, states, D, by_table, D, 1);
  return loss;
}

static float window(const int *played, const int *targets, const int *negatives, float share) {
  for (int i = 0; i < CONTEXT; i++) {
    const float *item = parameters + (size_t)played[i] * D, *place = parameters + at_positions + i * D;
    for (int j = 0; j < D; j++) x[i * D + j] = item[j] * sqrtf(D) + place[j];
  }
  for (int b = 0; b < BLOCKS; b++) forward(parameters + at_blocks + b * BLOCK, traces + b);
  norm(x, parameters + at_final, states, final_unit, final_scale);
  float loss = (loss_kind == BCE ? loss_by_pairs : loss_by_shared)(targets, negatives, share);
  memset(dx, 0, sizeof dx);
  norm_back(by_states, parameters + at_final, final_unit, final_scale, gradients + at_final, dx);
  for (int b = BLOCKS - 1; b >= 0; b--) {
    size_t at = at_blocks + b * BLOCK;
    back(parameters + at, gradients + at, traces + b, weights + b);
  }
  add_to(gradients + at_positions, dx, 1, CONTEXT * D);
  for (int i = 0; i < CONTEXT; i++) add_to_item(played[i], dx + i * D, sqrtf(D));
  return loss;
}

static void adam(size_t from, size_t count, float rate) {
  float *restrict p = parameters + from, *restrict g = gradients + from;
  float *restrict m = first + from, *restrict v = second + from;
  for (size_t i = 0; i < count; i++) {
    m[i] = 0.9f * m[i] + 0.1f * g[i];
    v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
    p[i] -= rate * m[i] / (sqrtf(v[i]) + 1e-8f);
    g[i] = 0;
  }
}

static float step(const int *played, const int *targets, const int *negatives, float rate) {
  float share = 1.0f / (BATCH * CONTEXT), loss = 0;
  for (int b = 0; b < BLOCKS; b++) {
    const float *w = parameters + at_blocks + b * BLOCK;
    transpose(D, 3 * D, w + AT_ATTENTION, 3 * D, weights[b].attention, D);
    transpose(D, D, w + AT_OUTPUT, D, weights[b].output, D);
    transpose(D, HIDDEN, w + AT_HIDDEN, HIDDEN, weights[b].hidden, D);
    transpose(HIDDEN, D, w + AT_NARROW, D, weights[b].narrow, HIDDEN);
  }
  if (loss_kind == SAMPLED) {
    for (int i = 0; i < negative_count; i++)
      memcpy(table + (size_t)i * D, parameters + (size_t)negatives[i] * D, D * 4);
    transpose(negative_count, D, table, D, columns, negative_count);
    memset(by_table, 0, (size_t)negative_count * D * 4);
  }
  for (int b = 0; b < BATCH; b++) {
    int at = b * CONTEXT;
    loss += window(played + at, targets + at, loss_kind == BCE ? negatives + at : negatives, share);
  }
  if (loss_kind == SAMPLED)
    for (int i = 0; i < negative_count; i++) add_to_item(negatives[i], by_table + (size_t)i * D, 1);
  for (int i = 0; i < touched_count; i++) {
    adam((size_t)touched[i] * D, D, rate);
    marked[touched[i]] = 0;
  }
  touched_count = 0;
  adam(at_positions, parameter_count - at_positions, rate);
  return loss * share;
}

static void read_all(void *target, size_t size, size_t count, FILE *file) {
  if (fread(target, size, count, file) == count) return;
  fprintf(stderr, "The file ends too early.\n");
  exit(1);
}

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec * 1e-6;
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  int header[4];
  if (!file) return 1;
  read_all(header, 4, 4, file);
  loss_kind = header[0], items = header[1], negative_count = header[2];
  at_positions = (size_t)items * D;
  at_blocks = at_positions + CONTEXT * D;
  at_final = at_blocks + BLOCKS * BLOCK;
  parameter_count = at_final + 2 * D;
  parameters = take(parameter_count, 4), gradients = take(parameter_count, 4);
  first = take(parameter_count, 4), second = take(parameter_count, 4);
  marked = take(items, 1), touched = take(items, 4);
  table = take(negative_count * D, 4), columns = take(negative_count * D, 4);
  by_table = take(negative_count * D, 4), scores = take((size_t)CONTEXT * negative_count, 4);
  read_all(parameters, 4, parameter_count, file);
  int *played = take(BATCH * CONTEXT, 4), *targets = take(BATCH * CONTEXT, 4), *negatives = take(negative_count, 4);
  for (int t = 1; t <= header[3]; t++) {
    read_all(played, 4, BATCH * CONTEXT, file);
    read_all(targets, 4, BATCH * CONTEXT, file);
    read_all(negatives, 4, negative_count, file);
    double rate = 1e-3 * sqrt(1 - pow(0.999, t)) / (1 - pow(0.9, t)), start = milliseconds();
    float loss = step(played, targets, negatives, rate);
    printf("%.7f %.3f\n", loss, milliseconds() - start);
  }
  return 0;
}
