#define _GNU_SOURCE
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

// The address space, in bytes. The libraries take about 200 MB of it and a page of 17 megapixels 70 MB; the rest is for
// the document's pictures and fonts.
#define MOST_MEMORY (UINT64_C(1) << 30)
// Fonts and character tables that are kept open.
#define MOST_FILES 4000

typedef struct {
  char *path;
  int file;
} kept_file;

static kept_file kept[MOST_FILES];
static size_t kept_count = 0;

static void limit(int resource, rlim_t value) {
  struct rlimit both = {value, value};
  setrlimit(resource, &both);
}

void confine_limits(unsigned seconds) {
  limit(RLIMIT_AS, MOST_MEMORY);
  // SIGXCPU, by which the time limit is told from other ends, and a second later SIGKILL.
  struct rlimit time = {seconds, seconds + 1};
  setrlimit(RLIMIT_CPU, &time);
  limit(RLIMIT_FSIZE, 0);
  // A write to a file then fails instead of ending the process: fontconfig writes a cache where none is yet.
  signal(SIGXFSZ, SIG_IGN);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NPROC, 0);
  // The document must not outlive whoever asked for it. If the parent ended before this call, nobody has the other end of
  // the output pipe. The parent's number would not tell: in a container the parent may be process 1.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct pollfd output = {.fd = STDOUT_FILENO};
  if (poll(&output, 1, 0) > 0 && (output.revents & POLLERR)) _exit(1);
}

static int compare(const void *left, const void *right) {
  return strcmp(((const kept_file *)left)->path, ((const kept_file *)right)->path);
}

void confine_keep(const char *path) {
  if (kept_count == MOST_FILES) return;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return;
  struct stat status;
  char *name = fstat(file, &status) == 0 && S_ISREG(status.st_mode) ? strdup(path) : NULL;
  if (!name) {
    close(file);
    return;
  }
  kept[kept_count++] = (kept_file){name, file};
}

// The descriptor of a file that was kept; -1 for any other path.
static int kept_descriptor(const char *path) {
  kept_file wanted = {(char *)path, 0};
  const kept_file *found = bsearch(&wanted, kept, kept_count, sizeof *kept, compare);
  return found ? found->file : -1;
}

// Opens a kept file again. The descriptors share one position, so it is set to the beginning; each file is read whole, or
// mapped, before it is opened the next time.
static long open_again(const char *path, int flags) {
  int file = kept_descriptor(path);
  if (file < 0 || (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC))) return -ENOENT;
  int copy = fcntl(file, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return -errno;
  lseek(copy, 0, SEEK_SET);
  return copy;
}

static long status_of(const char *path, struct stat *status) {
  int file = kept_descriptor(path);
  if (file < 0) return -ENOENT;
  return syscall(SYS_fstat, file, status) == 0 ? 0 : -errno;
}

// Handles a system call with a path, in place of the kernel. The kernel never sees the path: what is not kept is not there.
static void handle_call(int signal, siginfo_t *info, void *context) {
  (void)signal;
  int reason = errno;
#if defined(__x86_64__)
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const long a = registers[REG_RDI], b = registers[REG_RSI], c = registers[REG_RDX], d = registers[REG_R10];
#elif defined(__aarch64__)
  unsigned long long *registers = ((ucontext_t *)context)->uc_mcontext.regs;
  const long a = registers[0], b = registers[1], c = registers[2], d = registers[3];
#else
#error "The system call's arguments are not known on this processor."
#endif
  long result = -ENOENT;
  switch (info->si_syscall) {
    case SYS_openat: result = open_again((const char *)b, (int)c); break;
    case SYS_newfstatat:
      if ((d & AT_EMPTY_PATH) && *(const char *)b == '\0')
        result = syscall(SYS_fstat, (int)a, (struct stat *)c) == 0 ? 0 : -errno;
      else
        result = status_of((const char *)b, (struct stat *)c);
      break;
#ifdef SYS_open
    case SYS_open: result = open_again((const char *)a, (int)b); break;
    case SYS_stat: result = status_of((const char *)a, (struct stat *)b); break;
    case SYS_access: result = kept_descriptor((const char *)a) < 0 || (b & W_OK) ? -ENOENT : 0; break;
#endif
    case SYS_faccessat: result = kept_descriptor((const char *)b) < 0 || (c & W_OK) ? -ENOENT : 0; break;
    default: break;
  }
#if defined(__x86_64__)
  registers[REG_RAX] = result;
#else
  registers[0] = (unsigned long long)result;
#endif
  errno = reason;
}

// Calls that only touch memory, the clock, or descriptors that are open already.
static const int allowed[] = {
    SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(lseek),
    SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
    SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getpid),
    SCMP_SYS(gettid), SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group),
};
// Calls with a path that libraries make, which `handle_call` answers.
static const int handled[] = {
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(getcwd),
};

static bool add_rules(scmp_filter_ctx filter) {
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) != 0) return false;
  for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
    if (seccomp_rule_add(filter, SCMP_ACT_TRAP, handled[i], 0) != 0) return false;
  // No memory becomes code.
  const struct scmp_arg_cmp not_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_code) != 0) return false;
  if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_code) != 0) return false;
  // Descriptors are copied by `open_again`, and libraries ask for their flags.
  const int commands[] = {F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL};
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)commands[i], 0)) != 0)
      return false;
  // abort(3) signals its own thread.
  const struct scmp_arg_cmp own = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0);
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, own) == 0;
}

bool confine(void) {
  qsort(kept, kept_count, sizeof *kept, compare);
  int highest = 2;
  for (size_t i = 0; i < kept_count; i++)
    if (kept[i].file > highest) highest = kept[i].file;
  limit(RLIMIT_NOFILE, (rlim_t)highest + 32);
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  // A library may block signals while it opens a file; a blocked SIGSYS would kill the process, which is safe.
  struct sigaction action = {.sa_sigaction = handle_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
  if (sigaction(SIGSYS, &action, NULL) != 0) return false;
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter) return false;
  bool confined = add_rules(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return confined;
}
