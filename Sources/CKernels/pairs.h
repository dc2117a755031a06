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
  doubles scale, unused, y = log1p_lanes(q.high, &unused);
  pairs excess = exp_core((pairs){-y, {}}, &scale);
  excess = (pairs){excess.high * scale, excess.low * scale};
  pairs decrease = added(excess, exact_sum(scale, ALL(-1)));
  pairs rest = added(multiplied(q, added(excess, (pairs){scale, {}})), decrease);
  doubles small = rest.high + rest.low;
  return ordered_sum(y, FMA(small * small, ALL(-0.5), small));
}

/// The sum of all lanes.
static ck_pair total_of(pairs sums) {
  double total = 0, rest = 0;
  for (int k = 0; k < WIDTH; k++) {
    double a = sums.high[k], next = total + a, part = next - total;
    rest += ((total - (next - part)) + (a - part)) + sums.low[k];
    total = next;
  }
  double high = total + rest;
  return (ck_pair){high, rest - (high - total)};
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
  // Within a segment the low parts lose at most 2^-91 of the sum.
  pairs sum = {{}, {}};
  for (long start = 0; start < n; start += SEGMENT) {
    pairs part = {{}, {}};
    for (long i = start; i < n && i < start + SEGMENT; i += WIDTH) {
      pairs next = exact_sum(part.high, LOAD(doubles, high + i));
      part = (pairs){next.high, part.low + (next.low + LOAD(doubles, low + i))};
    }
    sum = added(sum, part);
  }
  *others = total_of(sum);
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

static void weigh_pairs(const double *x, const double *y, long n, long own, ck_pair *labels,
                        ck_pair *distance, struct ck_weights *sizes) {
  pairs label_sum = {{}, {}}, distance_sum = {{}, {}};
  doubles label_size = {}, distance_size = {};
  for (long i = 0; i < n; i += WIDTH) {
    double few[2][WIDTH] = {{0}};
    long size = (n - i < WIDTH ? n - i : WIDTH) * sizeof *x;
    memcpy(few[0], x + i, size);
    memcpy(few[1], y + i, size);
    if (own >= i && own < i + WIDTH) few[1][own - i] = 0;
    doubles label = LOAD(doubles, few[1]);
    pairs term = multiplied(exact_sum(ALL(x[own]), -LOAD(doubles, few[0])), (pairs){label, {}});
    term.high = label == 0 ? ALL(0) : term.high;
    term.low = label == 0 ? ALL(0) : term.low;
    label_sum = added(label_sum, (pairs){label, {}});
    distance_sum = added(distance_sum, term);
    label_size += label < 0 ? -label : label;
    distance_size += term.high < 0 ? -term.high : term.high;
  }
  *labels = total_of(label_sum);
  *distance = total_of(distance_sum);
  sizes->label_size = total_of((pairs){label_size, {}}).high;
  sizes->distance_size = total_of((pairs){distance_size, {}}).high;
}

static void subtract_pairs(double *high, double *low, const double *y, long n, ck_pair factor, ck_pair share,
                           double *errors) {
  for (long i = 0; i < n; i += WIDTH) {
    long count = n - i < WIDTH ? n - i : WIDTH;
    double labels[WIDTH] = {0};
    memcpy(labels, y + i, count * sizeof *y);
    pairs up = multiplied((pairs){LOAD(doubles, high + i), LOAD(doubles, low + i)},
                          (pairs){ALL(factor.high), ALL(factor.low)});
    pairs down = multiplied((pairs){LOAD(doubles, labels), {}}, (pairs){ALL(share.high), ALL(share.low)});
    pairs slope = added(up, (pairs){-down.high, -down.low});
    doubles size = down.high < 0 ? -down.high : down.high;
    doubles error = (size + (up.high < 0 ? -up.high : up.high)) * 0x1p-86;
    memcpy(high + i, &slope.high, count * sizeof *high);
    memcpy(low + i, &slope.low, count * sizeof *low);
    memcpy(errors + i, &error, count * sizeof *errors);
  }
}

/// 1 / a.
static inline pairs inverted(pairs a) {
  doubles near = 1 / a.high, rest = PRODUCT(-near, a.low, PRODUCT(-near, a.high, ALL(1)));
  return ordered_sum(near, rest * near);
}

/// A number that is rounded, and not 0 where an error of 2^-86 of `size` leaves another one.
static inline integers rounded(pairs number, doubles size, doubles *nearest) {
  doubles slack = size * 0x1p-86;
  *nearest = number.high + (number.low - slack);
  return (integers)*nearest ^ (integers)(number.high + (number.low + slack));
}

/// What sigmoid_f64 does with WIDTH numbers, as sigmoid_lanes.
static inline integers sigmoid_pairs(doubles x, doubles z, double weight, ck_pair share, doubles *losses,
                                     doubles *g) {
  integers is_negative = x < 0;
  doubles size = is_negative ? -x : x, product = z * weight;
  pairs other = exact_sum(ALL(1), -z), own = {product, PRODUCT(z, ALL(weight), -product)};
  pairs e = exp_pairs((pairs){clamped(-size), {}}), log = log1p_pairs(e);
  pairs large = multiplied(inverted(added((pairs){ALL(1), {}}, e)), (pairs){ALL(share.high), ALL(share.low)});
  pairs small = multiplied(large, e);
#define CHOSEN(a, b) ((pairs){is_negative ? (a).high : (b).high, is_negative ? (a).low : (b).low})
  pairs loss = added(multiplied(CHOSEN(own, other), (pairs){size, {}}), multiplied(added(other, own), log));
  pairs up = multiplied(other, CHOSEN(small, large)), down = multiplied(own, CHOSEN(large, small));
#undef CHOSEN
  pairs slope = added(up, (pairs){-down.high, -down.low});
  integers open = ~((size <= 300) & (z >= 0) & (z <= 1));
  open |= rounded(loss, loss.high, losses);
  return open | rounded(slope, up.high + down.high, g);
}

static int sigmoid_f64(const double *x, const double *z, long n, double weight, ck_pair share, double *losses,
                       double *g, double *sum) {
  integers open = {};
  *sum = 0;
  for (long i = 0; i < n; i += WIDTH) {
    long count = n - i < WIDTH ? n - i : WIDTH;
    double few[2][WIDTH] = {{0}};
    memcpy(few[0], x + i, count * sizeof *x);
    memcpy(few[1], z + i, count * sizeof *z);
    doubles loss, slope;
    open |= sigmoid_pairs(LOAD(doubles, few[0]), LOAD(doubles, few[1]), weight, share, &loss, &slope);
    if (losses) memcpy(losses + i, &loss, count * sizeof *losses);
    if (g) memcpy(g + i, &slope, count * sizeof *g);
    for (int k = 0; k < count; k++) *sum += loss[k];
  }
  int64_t found = 0;
  for (int k = 0; k < WIDTH; k++) found |= open[k];
  return found != 0;
}
