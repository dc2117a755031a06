// What labels that are one number a class add to a softmax. A part of lanes.h.

/// The index of the largest number; NaN is none.
static long largest_f32(const float *y, long n) {
  floats most = {};
  most -= __builtin_inff();
  long i = 0, largest = 0;
  for (; i + WIDTH <= n; i += WIDTH) {
    floats next = LOAD(floats, y + i);
    most = next > most ? next : most;
  }
  float top = -__builtin_inff();
  for (int k = 0; k < WIDTH; k++) top = most[k] > top ? most[k] : top;
  for (; i < n; i++) top = y[i] > top ? y[i] : top;
  while (largest + 1 < n && y[largest] != top) largest++;
  return largest;
}

static void weigh_f32(const float *x, const float *y, long n, long own, struct ck_weights *weights) {
  long_sum totals[4] = {{0, 0}};
  double parts[4][SEGMENT + WIDTH], top = x[own];
  for (long start = 0; start < n; start += SEGMENT) {
    long count = n - start < SEGMENT ? n - start : SEGMENT;
    for (long i = 0; i < count; i += WIDTH) {
      float few[2][WIDTH] = {{0}};
      long size = (count - i < WIDTH ? count - i : WIDTH) * sizeof *x;
      memcpy(few[0], x + start + i, size);
      memcpy(few[1], y + start + i, size);
      doubles label = __builtin_convertvector(LOAD(floats, few[1]), doubles);
      doubles distance = top - __builtin_convertvector(LOAD(floats, few[0]), doubles);
      // A label of 0 asks for nothing, however far its class is.
      doubles term = label == 0 ? ALL(0) : label * distance;
      STORE(parts[0] + i, label);
      STORE(parts[1] + i, label < 0 ? -label : label);
      STORE(parts[2] + i, term);
      STORE(parts[3] + i, term < 0 ? -term : term);
    }
    for (int k = 0; k < 4; k++) {
      if (own >= start && own < start + count) parts[k][own - start] = 0;
      add_segment(&totals[k], parts[k], count);
    }
  }
  double *sums[] = {&weights->labels, &weights->label_size, &weights->distance, &weights->distance_size};
  for (int k = 0; k < 4; k++) *sums[k] = totals[k].sum + totals[k].lost;
}

/// g[i] = e[i] * factor - y[i] * share, with factors from low to high; whether it stays open anywhere.
static int scale_dense_f32(const double *e, const float *y, long n, double low, double high, double share,
                           float *g) {
  words open = {};
  for (long i = 0; i < n; i += WIDTH) {
    long count = n - i < WIDTH ? n - i : WIDTH;
    double powers[WIDTH] = {0};
    float labels[WIDTH] = {0};
    memcpy(powers, e + i, count * sizeof *e);
    memcpy(labels, y + i, count * sizeof *y);
    doubles power = LOAD(doubles, powers);
    doubles down = __builtin_convertvector(LOAD(floats, labels), doubles) * share;
    doubles slack = (down < 0 ? -down : down) * 0x1p-50;
    floats a = __builtin_convertvector(power * low - down - slack, floats);
    open |= (words)a ^ (words)__builtin_convertvector(power * high - down + slack, floats);
    memcpy(g + i, &a, count * sizeof *g);
  }
  return any(open);
}
