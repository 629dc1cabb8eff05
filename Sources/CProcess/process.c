#include "cprocess.h"

#include <stddef.h>

static int argument_count = 0;
static char **arguments = NULL;

// glibc passes the arguments of main to every constructor function.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  arguments = values;
}

int cprocess_argument_count(void) { return argument_count; }

char *const *cprocess_arguments(void) { return arguments; }

const char *cprocess_commit(void) {
#ifdef UPLOADPREP_COMMIT
  return UPLOADPREP_COMMIT;
#else
  return NULL;
#endif
}
