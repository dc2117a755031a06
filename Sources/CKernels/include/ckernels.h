// Loops over arrays, in lanes of the instruction set that the machine has. They decide nothing: which rows
// go where, what a bound leaves open and what a label may be is Swift's, in LogitKernels.
#ifndef CKERNELS_H
#define CKERNELS_H

/// A number as the sum of two doubles.
typedef struct {
  double high, low;
} ck_pair;

/// The loops for one instruction set. Buffers may lie anywhere; what is written overlaps nothing that is read.
struct ck_lanes {
  const char *name;

  /// e[i] = exp(x[i]), below -300 that of -300 and above 300 that of 300; NaN where x is. e[own] is then moved
  /// to *own_power, with 0 in its place (no such place if own < 0). Returns the sum of the others.
  double (*exp_row_f32)(const float *x, long n, long own, double *e, double *own_power);

  /// y[i] = log1p(q[i]) for finite q[i] >= 0.
  void (*log1p)(const double *q, long n, double *y);

  /// g[i] = e[i] * low, rounded; whether e[i] * high rounds otherwise anywhere.
  int (*scale_f32)(const double *e, long n, double low, double high, float *g);

  /// As exp_row_f32 for many rows without gaps, at most 64 classes each.
  void (*exp_rows_f32)(const float *x, long rows, long classes, const int *own, double *e,
                       double *own_powers, double *others);

  /// As scale_f32 with a pair of factors a row; rows of g are `stride` apart.
  int (*scale_rows_f32)(const double *e, long rows, long classes, const double *low, const double *high,
                        float *g, long stride);

  /// The same in numbers that are the sum of two doubles, for logits as doubles less a shift, powers of less
  /// than -300 being 0; `high` and `low` have room for 8 more.
  void (*exp_row_pairs)(const double *x, long n, double shift, long own, double *high, double *low,
                        ck_pair *own_power, ck_pair *others);
  void (*log1p_pairs)(const double *high, const double *low, long n, double *y_high, double *y_low);
  /// g[i] = e[i] * factor, rounded; whether a relative `error` leaves another one anywhere.
  int (*scale_pairs)(const double *high, const double *low, long n, ck_pair factor, double error, double *g);
};

/// The widest lanes this machine has, or those of a name: avx512, avx2, baseline; null if it lacks them.
const struct ck_lanes *ck_lanes_best(void);
const struct ck_lanes *ck_lanes_named(const char *name);

#endif
