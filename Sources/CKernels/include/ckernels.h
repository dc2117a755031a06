// Loops over arrays, in lanes of the instruction set that the machine has. They decide nothing: which rows
// go where, what a bound leaves open and what a label may be is Swift's, in LogitKernels.
#ifndef CKERNELS_H
#define CKERNELS_H

/// A number as the sum of two doubles.
typedef struct {
  double high, low;
} ck_pair;

/// What a row's own power and that of the others are above, and between what their sum is.
struct ck_limits {
  double own, others, least, greatest;
};

/// What labels that are one number a class make of a row, all but one class: the sums of y and of
/// y (x_own - x), and those of their sizes.
struct ck_weights {
  double labels, label_size, distance, distance_size;
};

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

  /// As exp_row_f32 for many rows without gaps, at most 64 classes each. All arrays have room for 8 more.
  void (*exp_rows_f32)(const float *x, long rows, long classes, const int *own, double *e,
                       double *own_powers, double *others);
  /// others / own_powers, and 1 / ((own_powers + others) * divisor) less and more a relative error. Whether
  /// some row is not within limits.
  int (*rows_end)(const double *own_powers, const double *others, long rows, double divisor, double error,
                  struct ck_limits limits, double *quotients, double *low, double *high);
  /// As scale_f32 for those rows, the own classes' slopes being less than 0; rows of g are `stride` apart.
  int (*scale_rows_f32)(const double *e, const double *others, const int *own, long rows, long classes,
                        const double *low, const double *high, float *g, long stride);

  /// The index of the largest number; sums of all others, within 80 u of their sizes.
  long (*largest_f32)(const float *y, long n);
  void (*weigh_f32)(const float *x, const float *y, long n, long own, struct ck_weights *weights);
  /// g[i] = e[i] * factor - y[i] * share, with factors from low to high; whether it stays open anywhere.
  int (*scale_dense_f32)(const double *e, const float *y, long n, double low, double high, double share,
                         float *g);

  /// Sigmoid cross entropy of x with labels z, those that are positive `weight` times: losses, slopes times
  /// `share` and the sum of the losses, within 2^-46; losses and g may be null. Whether a bound of 2^-47
  /// leaves a rounding open, or a label is not within 0 and 1 or x is not finite.
  int (*sigmoid_f32)(const float *x, const float *z, long n, double weight, double share, float *losses,
                     float *g, double *sum);

  /// e[i] = exp(x[i]) as floats within 1.1 ulp, above 60 that of 60, below -86 it is 0; 0 at `own`. Returns
  /// their sum. e may be null.
  double (*exp_row_fast)(const float *x, long n, long own, float *e);
  void (*scale_fast)(float *e, long n, float factor);

  /// Softmax in numbers that are the sum of two doubles, for logits as doubles less a shift, powers of less
  /// than -300 being 0; `high` and `low` have room for 8 more.
  void (*exp_row_pairs)(const double *x, long n, double shift, long own, double *high, double *low,
                        ck_pair *own_power, ck_pair *others);
  void (*log1p_pairs)(const double *high, const double *low, long n, double *y_high, double *y_low);
  /// g[i] = e[i] * factor, rounded; whether a relative `error` leaves another one anywhere.
  int (*scale_pairs)(const double *high, const double *low, long n, ck_pair factor, double error, double *g);
  /// The sums of weigh_f32 as pairs, the sizes within 2^-40.
  void (*weigh_pairs)(const double *x, const double *y, long n, long own, ck_pair *labels, ck_pair *distance,
                      struct ck_weights *sizes);
  /// In place e[i] * factor - y[i] * share; errors[i] is how far it may be off.
  void (*subtract_pairs)(double *high, double *low, const double *y, long n, ck_pair factor, ck_pair share,
                         double *errors);
  /// As sigmoid_f32, with a bound of 2^-86, for |x| <= 300.
  int (*sigmoid_f64)(const double *x, const double *z, long n, double weight, ck_pair share, double *losses,
                     double *g, double *sum);

  /// For comparison: the sum of a, and of two arrays.
  double (*read_all)(const double *a, long n);
  void (*add_all)(const float *a, const float *b, long n, float *sums);
};

/// The widest lanes this machine has, or those of a name: avx512, avx2, baseline; null if it lacks them.
const struct ck_lanes *ck_lanes_best(void);
const struct ck_lanes *ck_lanes_named(const char *name);

#endif
