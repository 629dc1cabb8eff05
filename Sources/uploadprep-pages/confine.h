// Takes away from this process everything that reading a document does not need.
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>

// Sets the limits on memory, processor time in seconds, files and processes. Called before any library is used, so that
// they always hold.
void confine_limits(unsigned seconds);

// Opens a file for reading now, so that it can be opened again after `confine`. A file that cannot be opened is left out.
void confine_keep(const char *path);

// Confines the process for the rest of its life. It keeps its memory, its standard input and output, and the files of
// `confine_keep`. A system call that opens, writes, connects or executes anything else kills it, except that opening or
// looking up a path fails with ENOENT, because libraries try paths. Returns false when the kernel refuses.
bool confine(void);

#endif
