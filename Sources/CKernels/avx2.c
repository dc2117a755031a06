#if defined(__x86_64__)
#define WIDTH 4
#define HAS_FMA 1
#define ISA(name) name##_avx2
#define ISA_NAME "avx2"
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "lanes.h"
#pragma clang attribute pop
#endif
