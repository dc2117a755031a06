// Softmax in lanes of floats, for who wants it sooner than to the last bit. A part of lanes.h.

typedef float wide_floats __attribute__((ext_vector_type(2 * WIDTH)));
typedef int32_t wide_words __attribute__((ext_vector_type(2 * WIDTH)));
#define WIDE(value) ((wide_floats){} + (value))

/// exp(x), -86 <= x <= 60, within 1.1 ulp, and 0 below; as exp_lanes, with a polynomial within 2^-27.9.
static inline wide_floats exp_wide(wide_floats x) {
  const float magic = 0x1.8p23f;
  wide_floats d = x > 60 ? WIDE(60) : x;
  wide_floats t = FMA(d, WIDE(0x1.715476p0f), WIDE(magic)), n = t - magic;
  wide_floats r = FMA(n, WIDE(-0x1.62e4p-1f), d);
  r = FMA(n, WIDE(-0x1.7f7d1cp-20f), r);
  wide_floats z = r * r, even = FMA(z, WIDE(0x1.6a2438p-10f), WIDE(0x1.5558f2p-5f));
  wide_floats odd = FMA(z, WIDE(0x1.1239e2p-7f), WIDE(0x1.555492p-3f));
  even = FMA(z, even, WIDE(0x1.fffffcp-2f));
  wide_floats p = FMA(z, FMA(r, odd, even), r) + 1;
  p = (wide_floats)((wide_words)p + ((wide_words)t << 23));
  return x < -86 ? WIDE(0) : p;
}

/// e[i] = exp(x[i]), and their sum with 0 in the place of `own`, in 64 parts.
static inline double exp_segment(const float *x, long n, long own, float *e) {
  long i = 0;
  for (; i + 2 * WIDTH <= n; i += 2 * WIDTH) STORE(e + i, exp_wide(LOAD(wide_floats, x + i)));
  if (i < n) {
    float few[2 * WIDTH] = {0};
    memcpy(few, x + i, (n - i) * sizeof *x);
    wide_floats powers = exp_wide(LOAD(wide_floats, few));
    memcpy(e + i, &powers, (n - i) * sizeof *e);
  }
  if (own >= 0 && own < n) e[own] = 0;
  enum { PARTS = 32 / WIDTH };
  wide_floats parts[PARTS] = {};
  for (i = 0; i + 64 <= n; i += 64)
    for (int k = 0; k < PARTS; k++) parts[k] += LOAD(wide_floats, e + i + 2 * WIDTH * k);
  double sum = 0;
  for (int k = 1; k < PARTS; k++) parts[0] += parts[k];
  for (int k = 0; k < 2 * WIDTH; k++) sum += parts[0][k];
  for (; i < n; i++) sum += e[i];
  return sum;
}

static double exp_row_fast(const float *x, long n, long own, float *e) {
  double sum = 0;
  float few[SEGMENT];
  for (long i = 0; i < n; i += SEGMENT)
    sum += exp_segment(x + i, n - i < SEGMENT ? n - i : SEGMENT, own - i, e ? e + i : few);
  return sum;
}

static void scale_fast(float *e, long n, float factor) {
  long i = 0;
  for (; i + 2 * WIDTH <= n; i += 2 * WIDTH) STORE(e + i, LOAD(wide_floats, e + i) * factor);
  for (; i < n; i++) e[i] *= factor;
}
