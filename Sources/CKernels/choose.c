#include "ckernels.h"

#include <stddef.h>
#include <string.h>

extern const struct ck_lanes ck_lanes_baseline;

#if defined(__x86_64__)
extern const struct ck_lanes ck_lanes_avx2, ck_lanes_avx512;

const struct ck_lanes *ck_lanes_named(const char *name) {
  __builtin_cpu_init();
  int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  int has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  if (has_avx512 && strcmp(name, ck_lanes_avx512.name) == 0) return &ck_lanes_avx512;
  if (has_avx2 && strcmp(name, ck_lanes_avx2.name) == 0) return &ck_lanes_avx2;
  return strcmp(name, ck_lanes_baseline.name) == 0 ? &ck_lanes_baseline : NULL;
}
#else
const struct ck_lanes *ck_lanes_named(const char *name) {
  return strcmp(name, ck_lanes_baseline.name) == 0 ? &ck_lanes_baseline : NULL;
}
#endif

const struct ck_lanes *ck_lanes_best(void) {
  const char *names[] = {"avx512", "avx2"};
  for (int k = 0; k < 2; k++)
    if (ck_lanes_named(names[k])) return ck_lanes_named(names[k]);
  return &ck_lanes_baseline;
}
