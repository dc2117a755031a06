// The loops of ckernels.h for `WIDTH` doubles at a time, compiled once for each instruction set: a file that
// includes this one says WIDTH, HAS_FMA, ISA(name), and its functions' target.
//
// Every bound in LogitKernels rests on these lines. u = 2^-53.
#include "ckernels.h"

#include <stdint.h>
#include <string.h>

// A product and a sum become one operation only where it is written so.
#pragma STDC FP_CONTRACT OFF

typedef double doubles __attribute__((ext_vector_type(WIDTH)));
typedef int64_t integers __attribute__((ext_vector_type(WIDTH)));
typedef float floats __attribute__((ext_vector_type(WIDTH)));
typedef int32_t words __attribute__((ext_vector_type(WIDTH)));

#if HAS_FMA
#define FMA(a, b, c) __builtin_elementwise_fma((a), (b), (c))
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif
#define LOAD(type, from) ({ type loaded; memcpy(&loaded, (from), sizeof loaded); loaded; })
#define STORE(to, value) ({ __typeof__(value) stored = (value); memcpy((to), &stored, sizeof stored); })
#define ALL(value) ((doubles){} + (value))

/// exp(d), |d| <= 700, within 5 u: n = round(d / ln 2), 2^n times a polynomial that is within 2^-51.6 of
/// exp(r) for |r| <= ln 2 / 2. The magic number leaves n in the low bits; n * ln2's first part is exact.
static inline doubles exp_lanes(doubles d) {
  const double magic = 0x1.8p52;
  doubles t = FMA(d, ALL(0x1.71547652b82fep0), ALL(magic)), n = t - magic;
  doubles r = FMA(n, ALL(-0x1.62e42feep-1), d);
  r = FMA(n, ALL(-0x1.a39ef35793c76p-33), r);
  // Even and odd powers apart: two short chains instead of a long one.
  doubles z = r * r, even = FMA(z, ALL(0x1.2707a22d3f73ap-22), ALL(0x1.a01b7c6d61bfap-16));
  doubles odd = FMA(z, ALL(0x1.72e9288ec26ebp-19), ALL(0x1.a0198d4c848fap-13));
  even = FMA(z, even, ALL(0x1.6c16c0c81ba2ap-10));
  odd = FMA(z, odd, ALL(0x1.11111125b708fp-7));
  even = FMA(z, even, ALL(0x1.555555558915ap-5));
  odd = FMA(z, odd, ALL(0x1.55555555507b6p-3));
  even = FMA(z, even, ALL(0x1.ffffffffffed2p-2));
  doubles p = FMA(z, FMA(r, odd, even), r) + 1;
  return (doubles)((integers)p + ((integers)t << 52));
}

/// log1p(q) for finite q >= 0, within 6 u, and 1 / (1 + q), within 4 u: 1 + q = 2^k (1 + f), -1/4 <= f < 1/2, f = q itself for small q;
/// then log(1 + f) = 2 atanh(s), s = f / (2 + f), by a polynomial in s^2 that is within 2^-54.
static inline doubles log1p_lanes(doubles q, doubles *inverse) {
  doubles u = q + 1;
  integers k = ((integers)u - 0x3fe8000000000000) >> 52;
  doubles scale = (doubles)((1023 - k) << 52);
  doubles f = FMA(q, scale, scale - 1), both = 1 / (u * (f + 2));
  *inverse = both * (f + 2);
  doubles s = f * (both * u), z = s * s;
  doubles y = z * z, even = FMA(y, ALL(0x1.35a069e7c1f02p-3), ALL(0x1.746bbab7ddfe4p-3));
  doubles odd = FMA(y, ALL(0x1.39029fee44135p-3), ALL(0x1.c71c3cd5b95f4p-3));
  even = FMA(y, even, ALL(0x1.2492495208437p-2));
  odd = FMA(y, odd, ALL(0x1.999999997c60ap-2));
  even = FMA(y, even, ALL(0x1.555555555556ep-1));
  doubles p = FMA(z, odd, even);
  // k as a double, by its bits: few instruction sets convert 64-bit integers.
  doubles count = (doubles)(k | 0x4330000000000000) - 0x1p52;
  doubles log = FMA(s * z, p, s + s);
  return FMA(count, ALL(0x1.62e42fefa39efp-1), log);
}

static inline doubles clamped(doubles d) {
  d = d < -300 ? ALL(-300) : d;
  return d > 300 ? ALL(300) : d;
}

static inline doubles exp_floats(const float *x) {
  return exp_lanes(clamped(__builtin_convertvector(LOAD(floats, x), doubles)));
}

/// e[i] = exp(x[i]). The last lanes may repeat some before them.
static inline void exp_all_f32(const float *x, long n, double *e) {
  long i = 0;
  for (; i + WIDTH <= n; i += WIDTH) STORE(e + i, exp_floats(x + i));
  if (i == n) return;
  if (n >= WIDTH) {
    STORE(e + n - WIDTH, exp_floats(x + n - WIDTH));
    return;
  }
  float few[WIDTH] = {0};
  memcpy(few, x, n * sizeof *x);
  doubles powers = exp_floats(few);
  memcpy(e, &powers, n * sizeof *e);
}

/// The sum of at most 512 numbers, within 24 u: in 32 parts of 16.
static inline double sum_all(const double *e, long n) {
  enum { PARTS = 32 / WIDTH };
  doubles parts[PARTS] = {};
  long i = 0;
  for (; i + 32 <= n; i += 32)
    for (int k = 0; k < PARTS; k++) parts[k] += LOAD(doubles, e + i + k * WIDTH);
  for (int k = 0; i + WIDTH <= n; i += WIDTH) parts[k++] += LOAD(doubles, e + i);
  for (int half = PARTS / 2; half; half /= 2)
    for (int k = 0; k < half; k++) parts[k] += parts[k + half];
  double sum = 0, rest = 0;
  for (int k = 0; k < WIDTH; k++) sum += parts[0][k];
  for (; i < n; i++) rest += e[i];
  return sum + rest;
}

/// So many numbers stay in the nearest cache from one loop to the next.
enum { SEGMENT = 512 };

/// What a sum of many segments loses is added at the end.
typedef struct {
  double sum, lost;
} long_sum;

static inline void add_segment(long_sum *total, const double *e, long n) {
  double part = sum_all(e, n), sum = total->sum, whole = sum + part, rest = whole - sum;
  total->lost += (sum - (whole - rest)) + (part - rest);
  total->sum = whole;
}

static double exp_row_f32(const float *x, long n, long own, double *e, double *own_power) {
  long_sum total = {0, 0};
  for (long start = 0; start < n; start += SEGMENT) {
    long count = n - start < SEGMENT ? n - start : SEGMENT;
    exp_all_f32(x + start, count, e + start);
    if (own >= start && own < start + count) {
      *own_power = e[own];
      e[own] = 0;
    }
    add_segment(&total, e + start, count);
  }
  return total.sum + total.lost;
}

static void log1p_all(const double *q, long n, double *y) {
  long i = 0;
  doubles unused;
  for (; i + WIDTH <= n; i += WIDTH) STORE(y + i, log1p_lanes(LOAD(doubles, q + i), &unused));
  if (i == n) return;
  double few[WIDTH] = {0};
  memcpy(few, q + i, (n - i) * sizeof *q);
  doubles logs = log1p_lanes(LOAD(doubles, few), &unused);
  memcpy(y + i, &logs, (n - i) * sizeof *y);
}

static inline words scale_floats(const double *e, double low, double high, float *g) {
  doubles d = LOAD(doubles, e);
  floats a = __builtin_convertvector(d * low, floats), b = __builtin_convertvector(d * high, floats);
  STORE(g, a);
  return (words)a ^ (words)b;
}

static inline int any(words differences) {
  int found = 0;
  for (int k = 0; k < WIDTH; k++) found |= differences[k];
  return found != 0;
}

static inline words scale_row(const double *e, long n, double low, double high, float *g) {
  words differences = {};
  long i = 0;
  for (; i + WIDTH <= n; i += WIDTH) differences |= scale_floats(e + i, low, high, g + i);
  if (i == n) return differences;
  if (n >= WIDTH) return differences | scale_floats(e + n - WIDTH, low, high, g + n - WIDTH);
  for (; i < n; i++) {
    g[i] = (float)(e[i] * low);
    differences[0] |= g[i] != (float)(e[i] * high);
  }
  return differences;
}

static int scale_f32(const double *e, long n, double low, double high, float *g) {
  return any(scale_row(e, n, low, high, g));
}

/// The sum of the lanes, by halves.
static inline double sum_of_lanes(doubles v) {
#if WIDTH == 8
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
#elif WIDTH == 4
  return (v[0] + v[2]) + (v[1] + v[3]);
#else
  return v[0] + v[1];
#endif
}

static void exp_rows_f32(const float *x, long rows, long classes, const int *own, double *e,
                         double *own_powers, double *others) {
  exp_all_f32(x, rows * classes, e);
  for (long row = 0; row < rows; row++) {
    double *power = e + row * classes + own[row];
    own_powers[row] = *power;
    *power = 0;
  }
  // Of the last lanes of a row only those that are its own count.
  integers kept;
  for (int k = 0; k < WIDTH; k++) kept[k] = k < classes % WIDTH ? -1 : 0;
  for (long row = 0; row < rows; row++, e += classes) {
    doubles sum = (doubles)((integers)LOAD(doubles, e + classes / WIDTH * WIDTH) & kept);
    for (long k = 0; k + WIDTH <= classes; k += WIDTH) sum += LOAD(doubles, e + k);
    others[row] = sum_of_lanes(sum);
  }
}

static int rows_end(const double *own_powers, const double *others, long rows, double divisor, double error,
                    struct ck_limits limits, double *quotients, double *low, double *high) {
  integers beyond = {};
  // There is room behind the end of all.
  for (long i = 0; i < rows; i += WIDTH) {
    doubles own = LOAD(doubles, own_powers + i), other = LOAD(doubles, others + i), sum = own + other;
    integers outside = ~((own > limits.own) & (other > limits.others) & (sum > limits.least) &
                         (sum < limits.greatest));
    for (int k = 0; k < WIDTH; k++) outside[k] = i + k < rows ? outside[k] : 0;
    beyond |= outside;
    doubles factor = 1 / (sum * divisor);
    STORE(quotients + i, other / own);
    STORE(low + i, factor * (1 - error));
    STORE(high + i, factor * (1 + error));
  }
  int64_t found = 0;
  for (int k = 0; k < WIDTH; k++) found |= beyond[k];
  return found != 0;
}

static int scale_rows_f32(const double *e, const double *others, const int *own, long rows, long classes,
                          const double *low, const double *high, float *g, long stride) {
  words differences = {};
  int own_differ = 0;
  for (long row = 0; row < rows; row++, g += stride) {
    differences |= scale_row(e + row * classes, classes, low[row], high[row], g);
    float slope = (float)(others[row] * low[row]);
    own_differ |= slope != (float)(others[row] * high[row]);
    g[own[row]] = -slope;
  }
  return own_differ | any(differences);
}

/// What moving memory takes at least: reading it, or two arrays into a third.
static double read_all(const double *a, long n) {
  double sum = 0;
  for (long i = 0; i < n; i += SEGMENT) sum += sum_all(a + i, n - i < SEGMENT ? n - i : SEGMENT);
  return sum;
}

static void add_all(const float *a, const float *b, long n, float *sums) {
  long i = 0;
  for (; i + WIDTH <= n; i += WIDTH) STORE(sums + i, LOAD(floats, a + i) + LOAD(floats, b + i));
  for (; i < n; i++) sums[i] = a[i] + b[i];
}

#include "dense.h"
#include "fast.h"
#include "sigmoid.h"
#include "pairs.h"

const struct ck_lanes ISA(ck_lanes) = {
    .name = ISA_NAME,
    .exp_row_f32 = exp_row_f32,
    .log1p = log1p_all,
    .scale_f32 = scale_f32,
    .exp_rows_f32 = exp_rows_f32,
    .rows_end = rows_end,
    .scale_rows_f32 = scale_rows_f32,
    .largest_f32 = largest_f32,
    .weigh_f32 = weigh_f32,
    .scale_dense_f32 = scale_dense_f32,
    .sigmoid_f32 = sigmoid_f32,
    .exp_row_fast = exp_row_fast,
    .scale_fast = scale_fast,
    .exp_row_pairs = exp_row_pairs,
    .log1p_pairs = log1p_all_pairs,
    .scale_pairs = scale_pairs,
    .weigh_pairs = weigh_pairs,
    .subtract_pairs = subtract_pairs,
    .sigmoid_f64 = sigmoid_f64,
    .read_all = read_all,
    .add_all = add_all,
};
