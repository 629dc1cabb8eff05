#ifndef CVISION_WIDEST_H
#define CVISION_WIDEST_H

#if defined(__x86_64__) && defined(__linux__)
/// The loader picks the version for the processor at hand: AVX2 with fused multiply-add, or what every x86-64 has.
#define WIDEST __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define WIDEST
#endif

#endif
