// Facts about this process that Swift's own modules do not provide.
#ifndef CPROCESS_H
#define CPROCESS_H

#include <malloc.h>

// The number of arguments, including the command's own name, and the arguments themselves, terminated by NULL. They
// come from the loader, because Swift's CommandLine reads /proc/self/cmdline and is empty if /proc is not mounted.
int cprocess_argument_count(void);
char *const *cprocess_arguments(void);

// The commit that was built, as 40 hexadecimal digits; NULL if it was not built from a repository.
const char *cprocess_commit(void);

#endif
