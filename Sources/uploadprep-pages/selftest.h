#ifndef SELFTEST_H
#define SELFTEST_H

// Tries in confined child processes what a confined process must not be able to do, and prints one line each. Returns the
// exit status: 0 when every attempt was stopped.
int self_test(void);

#endif
