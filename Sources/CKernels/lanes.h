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
  doubles q = FMA(r, ALL(0x1.2707a22d3f73ap-22), ALL(0x1.72e9288ec26ebp-19));
  q = FMA(r, q, ALL(0x1.a01b7c6d61bfap-16));
  q = FMA(r, q, ALL(0x1.a0198d4c848fap-13));
  q = FMA(r, q, ALL(0x1.6c16c0c81ba2ap-10));
  q = FMA(r, q, ALL(0x1.11111125b708fp-7));
  q = FMA(r, q, ALL(0x1.555555558915ap-5));
  q = FMA(r, q, ALL(0x1.55555555507b6p-3));
  q = FMA(r, q, ALL(0x1.ffffffffffed2p-2));
  doubles p = FMA(r * r, q, r) + 1;
  return (doubles)((integers)p + ((integers)t << 52));
}

/// log1p(q) for finite q >= 0, within 5 u: 1 + q = 2^k (1 + f), -1/4 <= f < 1/2, f = q itself for small q;
/// then log(1 + f) = 2 atanh(s), s = f / (2 + f), by a polynomial in s^2 that is within 2^-54.
static inline doubles log1p_lanes(doubles q) {
  doubles u = q + 1;
  integers k = ((integers)u - 0x3fe8000000000000) >> 52;
  doubles scale = (doubles)((1023 - k) << 52);
  doubles f = FMA(q, scale, scale - 1), s = f / (f + 2), z = s * s;
  doubles p = FMA(z, ALL(0x1.35a069e7c1f02p-3), ALL(0x1.39029fee44135p-3));
  p = FMA(z, p, ALL(0x1.746bbab7ddfe4p-3));
  p = FMA(z, p, ALL(0x1.c71c3cd5b95f4p-3));
  p = FMA(z, p, ALL(0x1.2492495208437p-2));
  p = FMA(z, p, ALL(0x1.999999997c60ap-2));
  p = FMA(z, p, ALL(0x1.555555555556ep-1));
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

static double exp_row_f32(const float *x, long n, long own, double *e, double *own_power) {
  double sum = 0, lost = 0;
  for (long start = 0; start < n; start += SEGMENT) {
    long count = n - start < SEGMENT ? n - start : SEGMENT;
    exp_all_f32(x + start, count, e + start);
    if (own >= start && own < start + count) {
      *own_power = e[own];
      e[own] = 0;
    }
    // What a sum of many segments loses is added at the end.
    double part = sum_all(e + start, count), whole = sum + part;
    lost += sum > part ? part - (whole - sum) : sum - (whole - part);
    sum = whole;
  }
  return sum + lost;
}

static void log1p_all(const double *q, long n, double *y) {
  long i = 0;
  for (; i + WIDTH <= n; i += WIDTH) STORE(y + i, log1p_lanes(LOAD(doubles, q + i)));
  if (i == n) return;
  double few[WIDTH] = {0};
  memcpy(few, q + i, (n - i) * sizeof *q);
  doubles logs = log1p_lanes(LOAD(doubles, few));
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

static void exp_rows_f32(const float *x, long rows, long classes, const int *own, double *e,
                         double *own_powers, double *others) {
  exp_all_f32(x, rows * classes, e);
  for (long row = 0; row < rows; row++, e += classes) {
    own_powers[row] = e[own[row]];
    e[own[row]] = 0;
    double a = 0, b = 0;
    long k = 0;
    for (; k + 2 <= classes; k += 2) {
      a += e[k];
      b += e[k + 1];
    }
    others[row] = k < classes ? a + e[k] + b : a + b;
  }
}

static int scale_rows_f32(const double *e, long rows, long classes, const double *low, const double *high,
                          float *g, long stride) {
  words differences = {};
  for (long row = 0; row < rows; row++)
    differences |= scale_row(e + row * classes, classes, low[row], high[row], g + row * stride);
  return any(differences);
}

#include "pairs.h"

const struct ck_lanes ISA(ck_lanes) = {
    .name = ISA_NAME,
    .exp_row_f32 = exp_row_f32,
    .log1p = log1p_all,
    .scale_f32 = scale_f32,
    .exp_rows_f32 = exp_rows_f32,
    .scale_rows_f32 = scale_rows_f32,
    .exp_row_pairs = exp_row_pairs,
    .log1p_pairs = log1p_all_pairs,
    .scale_pairs = scale_pairs,
};
