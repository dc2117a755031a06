// What every machine of its kind has: SSE2, or NEON.
#define WIDTH 2
#if defined(__ARM_FEATURE_FMA) || defined(__FMA__)
#define HAS_FMA 1
#else
#define HAS_FMA 0
#endif
#define ISA(name) name##_baseline
#define ISA_NAME "baseline"
#include "lanes.h"
