// Numbers as the sum of two doubles, in lanes, for what a double does not decide. A part of lanes.h.
// Errors are relative, and below 2^-91 where nothing else is said.

typedef struct {
  doubles high, low;
} pairs;

#define PRODUCT(a, b, c) __builtin_elementwise_fma((a), (b), (c))

/// The sum of a and b, exactly; `ordered_sum` where |a| >= |b|.
static inline pairs exact_sum(doubles a, doubles b) {
  doubles sum = a + b, part = sum - a;
  return (pairs){sum, (a - (sum - part)) + (b - part)};
}
static inline pairs ordered_sum(doubles a, doubles b) {
  doubles sum = a + b;
  return (pairs){sum, b - (sum - a)};
}

static inline pairs multiplied(pairs a, pairs b) {
  doubles p = a.high * b.high, rest = PRODUCT(a.high, b.high, -p);
  rest = PRODUCT(a.high, b.low, PRODUCT(a.low, b.high, rest));
  return ordered_sum(p, rest);
}

static inline pairs added(pairs a, pairs b) {
  pairs sum = exact_sum(a.high, b.high);
  return ordered_sum(sum.high, sum.low + (a.low + b.low));
}

/// exp(d) = scale (1 + result), |d| <= 1000: the series to r^21 / 21!, in pairs up to r^10.
static inline pairs exp_core(pairs d, doubles *scale) {
  static const double inverse_factorials[][2] = {
      {0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76}, {0x1.71de3a556c734p-19, -0x1.c154f8ddc6c00p-73},
      {0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76}, {0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73},
      {0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65}, {0x1.1111111111111p-7, 0x1.1111111111111p-63},
      {0x1.5555555555555p-5, 0x1.5555555555555p-59},  {0x1.5555555555555p-3, 0x1.5555555555555p-57},
      {0x1p-1, 0},                                    {1, 0},
  };
  static const double small[] = {
      0x1.e542ba4020225p-62, 0x1.2f49b46814157p-57, 0x1.6827863b97d97p-53, 0x1.952c77030ad4ap-49,
      0x1.ae7f3e733b81fp-45, 0x1.ae7f3e733b81fp-41, 0x1.93974a8c07c9dp-37, 0x1.6124613a86d09p-33,
      0x1.1eed8eff8d898p-29, 0x1.ae64567f544e4p-26,
  };
  const double magic = 0x1.8p52;
  doubles t = FMA(d.high, ALL(0x1.71547652b82fep0), ALL(magic)), n = t - magic;
  // The first two parts of n ln 2 are exact, and so is the first difference.
  pairs r = exact_sum(d.high - n * 0x1.62e42feep-1, n * -0x1.a39ef356p-33);
  r = ordered_sum(r.high, r.low + (d.low - n * 0x1.93c7673007e5fp-65));
  *scale = (doubles)(((integers)t << 52) + (integers)ALL(1));
  doubles tail = ALL(0x1.71b8ef6dcf572p-66);
  for (int k = 0; k < 10; k++) tail = FMA(r.high, tail, ALL(small[k]));
  pairs sum = {tail, {}};
  for (int k = 0; k < 10; k++) {
    doubles p = r.high * sum.high, rest = PRODUCT(r.high, sum.high, -p);
    rest = PRODUCT(r.high, sum.low, PRODUCT(r.low, sum.high, rest));
    sum.high = p + inverse_factorials[k][0];
    sum.low = (p - (sum.high - inverse_factorials[k][0])) + (rest + inverse_factorials[k][1]);
  }
  return multiplied(r, sum);
}

static inline pairs exp_pairs(pairs d) {
  doubles scale;
  pairs excess = exp_core(d, &scale), one = ordered_sum(ALL(1), excess.high);
  pairs power = ordered_sum(one.high, one.low + excess.low);
  return (pairs){power.high * scale, power.low * scale};
}

/// log1p(q) for finite q >= 0: with y near it, y + log1p(q exp(-y) + expm1(-y)).
static inline pairs log1p_pairs(pairs q) {
  doubles y = log1p_lanes(q.high), scale;
  pairs excess = exp_core((pairs){-y, {}}, &scale);
  excess = (pairs){excess.high * scale, excess.low * scale};
  pairs decrease = added(excess, exact_sum(scale, ALL(-1)));
  pairs rest = added(multiplied(q, added(excess, (pairs){scale, {}})), decrease);
  doubles small = rest.high + rest.low;
  return ordered_sum(y, FMA(small * small, ALL(-0.5), small));
}

/// exp(x - shift), nothing below -300.
static inline pairs exp_shifted(const double *x, double shift) {
  pairs d = exact_sum(LOAD(doubles, x), ALL(-shift));
  doubles high = clamped(d.high);
  // Of what is infinite the rest is no number.
  pairs power = exp_pairs((pairs){high, d.high == high ? d.low : ALL(0)});
  power.high = d.high < -300 ? ALL(0) : power.high;
  power.low = d.high < -300 ? ALL(0) : power.low;
  return power;
}

static void exp_row_pairs(const double *x, long n, double shift, long own, double *high, double *low,
                          ck_pair *own_power, ck_pair *others) {
  for (long i = 0; i < n; i += WIDTH) {
    double few[WIDTH] = {0};
    const double *from = x + i;
    if (n - i < WIDTH) {
      memcpy(few, from, (n - i) * sizeof *x);
      from = few;
    }
    pairs e = exp_shifted(from, shift);
    // There is room behind the end of both.
    STORE(high + i, e.high);
    STORE(low + i, e.low);
  }
  if (own >= 0) {
    *own_power = (ck_pair){high[own], low[own]};
    high[own] = low[own] = 0;
  }
  for (long i = n; i < n + WIDTH; i++) high[i] = low[i] = 0;
  pairs sum = {{}, {}};
  for (long i = 0; i < n; i += WIDTH) {
    pairs next = exact_sum(sum.high, LOAD(doubles, high + i));
    sum = (pairs){next.high, sum.low + (next.low + LOAD(doubles, low + i))};
  }
  double total = 0, rest = 0;
  for (int k = 0; k < WIDTH; k++) {
    double a = sum.high[k], next = total + a, part = next - total;
    rest += ((total - (next - part)) + (a - part)) + sum.low[k];
    total = next;
  }
  others->high = total + rest;
  others->low = rest - (others->high - total);
}

static void log1p_all_pairs(const double *high, const double *low, long n, double *y_high, double *y_low) {
  for (long i = 0; i < n; i += WIDTH) {
    long count = n - i < WIDTH ? n - i : WIDTH;
    double few[2][WIDTH] = {{0}};
    memcpy(few[0], high + i, count * sizeof *high);
    memcpy(few[1], low + i, count * sizeof *low);
    pairs y = log1p_pairs((pairs){LOAD(doubles, few[0]), LOAD(doubles, few[1])});
    memcpy(y_high + i, &y.high, count * sizeof *y_high);
    memcpy(y_low + i, &y.low, count * sizeof *y_low);
  }
}

static int scale_pairs(const double *high, const double *low, long n, ck_pair factor, double error, double *g) {
  pairs by = {ALL(factor.high), ALL(factor.low)};
  integers differences = {};
  for (long i = 0; i < n; i += WIDTH) {
    pairs p = multiplied((pairs){LOAD(doubles, high + i), LOAD(doubles, low + i)}, by);
    doubles slack = p.high * error;
    doubles a = p.high + (p.low - slack), b = p.high + (p.low + slack);
    long count = n - i < WIDTH ? n - i : WIDTH;
    memcpy(g + i, &a, count * sizeof *g);
    if (count == WIDTH) differences |= (integers)a ^ (integers)b;
    for (int k = 0; k < count; k++) differences[0] |= a[k] != b[k];
  }
  int64_t found = 0;
  for (int k = 0; k < WIDTH; k++) found |= differences[k];
  return found != 0;
}
