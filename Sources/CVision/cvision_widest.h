#ifndef CVISION_WIDEST_H
#define CVISION_WIDEST_H

#if defined(__x86_64__) && defined(__linux__)
/// The loader selects a version for the processor: AVX2 with fused multiply-add, or baseline x86-64.
#define WIDEST __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define WIDEST
#endif

#endif
