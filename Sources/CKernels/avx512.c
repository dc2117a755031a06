#if defined(__x86_64__)
#define WIDTH 8
#define HAS_FMA 1
#define ISA(name) name##_avx512
#define ISA_NAME "avx512"
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), apply_to = function)
#include "lanes.h"
#pragma clang attribute pop
#endif
