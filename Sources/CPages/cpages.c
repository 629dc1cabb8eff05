#define _GNU_SOURCE
#include "cpages.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A file in memory with the document, which nobody can change any more; -1 with errno on failure.
static int sealed_document(const uint8_t *bytes, size_t count) {
  int file = memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -1;
  for (size_t done = 0; done < count;) {
    ssize_t written = write(file, bytes + done, count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) goto failed;
    done += (size_t)written;
  }
  if (fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) < 0) goto failed;
  if (lseek(file, 0, SEEK_SET) < 0) goto failed;
  return file;
failed:;
  int reason = errno;
  close(file);
  errno = reason;
  return -1;
}

// The environment of the helper: where the user's fonts are, and nothing else.
static void choose_environment(char **chosen, size_t room) {
  static const char *const wanted[] = {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH"};
  size_t count = 0;
  chosen[count++] = "LC_ALL=C.UTF-8";
  for (char **entry = environ; entry && *entry; entry++) {
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
      size_t length = strlen(wanted[i]);
      if (strncmp(*entry, wanted[i], length) == 0 && (*entry)[length] == '=' && count + 1 < room) chosen[count++] = *entry;
    }
  }
  chosen[count] = NULL;
}

// Starts the helper, with signals as a new process expects them. Returns 0, or an errno.
static int start(const cpages_request *request, int document, int output, pid_t *child) {
  char page[16], side[16], pixels[32];
  snprintf(page, sizeof page, "%d", request->page);
  snprintf(side, sizeof side, "%u", request->long_side);
  snprintf(pixels, sizeof pixels, "%llu", (unsigned long long)request->most_pixels);
  char *arguments[] = {"uploadprep-pages", (char *)request->kind, page, side, pixels, NULL};
  char *environment[8];
  choose_environment(environment, sizeof environment / sizeof *environment);

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  int problem = posix_spawn_file_actions_init(&files);
  if (problem) return problem;
  if ((problem = posix_spawnattr_init(&attributes))) {
    posix_spawn_file_actions_destroy(&files);
    return problem;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!(problem = posix_spawn_file_actions_adddup2(&files, document, 0)) &&
      !(problem = posix_spawn_file_actions_adddup2(&files, output, 1)) &&
      !(problem = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)) &&
      !(problem = posix_spawn_file_actions_addclosefrom_np(&files, 3)))
    problem = posix_spawn(child, request->helper, &files, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return problem;
}

static int64_t now_in_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// What was read of an answer.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t room;
} buffer;

// Reads until the helper closes its output. Returns false when the time is over, the answer is too long, or there is no
// memory for it; `timed_out` tells the first.
static bool read_answer(int input, const cpages_request *request, buffer *into, bool *timed_out) {
  int64_t end = now_in_milliseconds() + request->milliseconds;
  size_t most = request->most_answer + sizeof(cpages_record);
  for (;;) {
    int64_t left = end - now_in_milliseconds();
    struct pollfd ready = {.fd = input, .events = POLLIN};
    int found = left > 0 ? poll(&ready, 1, left > INT_MAX ? INT_MAX : (int)left) : 0;
    if (found < 0 && errno == EINTR) continue;
    if (found <= 0) {
      *timed_out = found == 0;
      return false;
    }
    if (into->count == into->room) {
      if (into->room >= most) return false;
      size_t room = into->room == 0 ? 1 << 18 : into->room * 2;
      if (room > most) room = most;
      uint8_t *larger = realloc(into->bytes, room);
      if (!larger) return false;
      into->bytes = larger;
      into->room = room;
    }
    ssize_t count = read(input, into->bytes + into->count, into->room - into->count);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) return true;
    into->count += (size_t)count;
  }
}

// How long the helper may take to end after it has closed its output, in milliseconds.
#define LAST_MOMENT 2000

// Kills the helper if it closed its output and does not end.
static void end_soon(pid_t child) {
  int process = (int)syscall(SYS_pidfd_open, child, 0);
  struct pollfd ended = {.fd = process, .events = POLLIN};
  int found = -1;
  while (process >= 0 && (found = poll(&ended, 1, LAST_MOMENT)) < 0 && errno == EINTR) {}
  if (found <= 0) kill(child, SIGKILL);
  if (process >= 0) close(process);
}

// Waits for the helper, which is dead or about to end. Returns the signal that ended it, or 0.
static int reap(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 0;
  }
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

cpages_end cpages_ask(
    const cpages_request *request, cpages_record *record, uint8_t **answer, size_t *answer_count, int *detail) {
  *answer = NULL;
  *answer_count = 0;
  *detail = 0;
  int document = sealed_document(request->document, request->document_count);
  int ends[2] = {-1, -1};
  pid_t child = 0;
  int problem = document < 0 || pipe2(ends, O_CLOEXEC) < 0 ? errno : 0;
  if (!problem) problem = start(request, document, ends[1], &child);
  if (document >= 0) close(document);
  if (ends[1] >= 0) close(ends[1]);
  if (problem) {
    if (ends[0] >= 0) close(ends[0]);
    *detail = problem;
    return CPAGES_NOT_STARTED;
  }

  buffer read = {NULL, 0, 0};
  bool timed_out = false;
  bool whole = read_answer(ends[0], request, &read, &timed_out);
  close(ends[0]);
  if (whole) end_soon(child);
  else kill(child, SIGKILL);
  int signal = reap(child);
  if (whole && signal == 0 && read.count >= sizeof *record) {
    memcpy(record, read.bytes + read.count - sizeof *record, sizeof *record);
    if (memcmp(record->mark, CPAGES_MARK, sizeof record->mark) == 0) {
      *answer_count = read.count - sizeof *record;
      if (*answer_count > 0) *answer = read.bytes;
      else free(read.bytes);
      return CPAGES_ANSWERED;
    }
  }
  free(read.bytes);
  *detail = signal;
  return timed_out || signal == SIGXCPU ? CPAGES_TIMED_OUT : CPAGES_NO_ANSWER;
}

char *cpages_program_folder(void) {
  char path[PATH_MAX];
  ssize_t count = readlink("/proc/self/exe", path, sizeof path - 1);
  if (count <= 0) return NULL;
  path[count] = '\0';
  char *slash = strrchr(path, '/');
  if (!slash) return NULL;
  *slash = '\0';
  return strdup(path);
}
