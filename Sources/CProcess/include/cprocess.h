// What the system knows of this process and Swift's own modules do not tell.
#ifndef CPROCESS_H
#define CPROCESS_H

#include <malloc.h>

// The number of arguments, with the command's own name, and the arguments themselves, which end with NULL. They come from
// the loader. Swift's CommandLine reads /proc/self/cmdline instead and is empty where no /proc is mounted.
int cprocess_argument_count(void);
char *const *cprocess_arguments(void);

// The commit that was built, as 40 hexadecimal digits; NULL if it was not built from a repository.
const char *cprocess_commit(void);

#endif
