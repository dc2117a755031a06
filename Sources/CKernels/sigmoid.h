// Sigmoid cross entropy in lanes of doubles. A part of lanes.h.

/// What sigmoid_f32 does with WIDTH numbers; not 0 where a bound of 2^-47 leaves a rounding open, or the
/// numbers are not those it is for. With l = log1p(exp(-|x|)) all terms are positive:
/// loss = (1 - z) max(x, 0) + q z max(-x, 0) + (1 - z + q z) l, slope = (1 - z) s(x) - q z s(-x).
static inline words sigmoid_lanes(const float *xs, const float *zs, double weight, double share,
                                  float *losses, float *g, doubles *sum) {
  doubles x = __builtin_convertvector(LOAD(floats, xs), doubles);
  doubles z = __builtin_convertvector(LOAD(floats, zs), doubles), other = 1 - z, own = z * weight;
  integers is_negative = x < 0;
  doubles size = is_negative ? -x : x, inverse;
  doubles e = exp_lanes(clamped(-size)), log = log1p_lanes(e, &inverse);
  doubles loss = FMA(is_negative ? own : other, size, (other + own) * log);
  *sum += loss;
  integers is_other = ~((size < __builtin_inf()) & (z >= 0) & (z <= 1));
  words open = __builtin_convertvector(is_other, words);
  if (losses) {
    floats a = __builtin_convertvector(loss * (1 - 0x1p-47), floats);
    open |= (words)a ^ (words)__builtin_convertvector(loss * (1 + 0x1p-47), floats);
    STORE(losses, a);
  }
  if (g) {
    doubles large = inverse * share, small = large * e;
    doubles up = other * (is_negative ? small : large), down = own * (is_negative ? large : small);
    doubles slope = up - down, error = (up + down) * 0x1p-47;
    floats a = __builtin_convertvector(slope - error, floats);
    open |= (words)a ^ (words)__builtin_convertvector(slope + error, floats);
    STORE(g, a);
  }
  return open;
}

static inline int sigmoid_all(const float *x, const float *z, long n, double weight, double share,
                              float *losses, float *g, double *sum) {
  doubles sums = {};
  words open = {};
  long i = 0;
  for (; i + WIDTH <= n; i += WIDTH)
    open |= sigmoid_lanes(x + i, z + i, weight, share, losses ? losses + i : 0, g ? g + i : 0, &sums);
  double total = 0;
  for (int k = 0; k < WIDTH; k++) total += sums[k];
  if (i < n) {
    float few[4][WIDTH] = {{0}};
    long size = (n - i) * sizeof *x;
    memcpy(few[0], x + i, size);
    memcpy(few[1], z + i, size);
    doubles last = {};
    open |= sigmoid_lanes(few[0], few[1], weight, share, losses ? few[2] : 0, g ? few[3] : 0, &last);
    if (losses) memcpy(losses + i, few[2], size);
    if (g) memcpy(g + i, few[3], size);
    for (int k = 0; k < n - i; k++) total += last[k];
  }
  *sum = total;
  return any(open);
}

static int sigmoid_f32(const float *x, const float *z, long n, double weight, double share, float *losses,
                       float *g, double *sum) {
  // A loop for each, without its questions.
  if (!g) return sigmoid_all(x, z, n, weight, share, losses, 0, sum);
  if (!losses) return sigmoid_all(x, z, n, weight, share, 0, g, sum);
  return sigmoid_all(x, z, n, weight, share, losses, g, sum);
}
