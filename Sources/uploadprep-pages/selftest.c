#define _GNU_SOURCE
#include "selftest.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"

// The exit statuses of a child: its attempt succeeded, failed with an error, or could not be made.
enum { SUCCEEDED = 10, FAILED = 11, NOT_CONFINED = 12 };

#define KEPT "/etc/passwd"

static int told(bool success) { return success ? SUCCEEDED : FAILED; }

static int make_socket(void) { return told(socket(AF_INET, SOCK_STREAM, 0) >= 0); }
static int make_local_socket(void) { return told(socket(AF_UNIX, SOCK_STREAM, 0) >= 0); }
static int write_file(void) { return told(open("/tmp/uploadprep-pages-test", O_WRONLY | O_CREAT, 0600) >= 0); }
static int write_kept_file(void) { return told(open(KEPT, O_RDWR) >= 0); }
static int read_file(void) { return told(open("/proc/self/environ", O_RDONLY) >= 0); }
static int list_folder(void) { return told(open("/", O_RDONLY | O_DIRECTORY) >= 0); }
static int delete_file(void) { return told(unlink("/tmp/uploadprep-pages-test") == 0); }
static int execute(void) {
  // Exits with SUCCEEDED.
  char *arguments[] = {"sh", "-c", "exit 10", NULL};
  execv("/bin/sh", arguments);
  return FAILED;
}
static int start_process(void) { return told(fork() >= 0); }
static int signal_parent(void) { return told(kill(getppid(), 0) == 0); }
static int make_code(void) {
  return told(
      mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
}
static int take_memory(void) {
  char *volatile memory = malloc((size_t)2 << 30);
  return told(memory != NULL);
}
static int take_time(void) {
  for (volatile unsigned long i = 0;; i++) {}
}
static int read_kept_file(void) {
  char byte;
  int file = open(KEPT, O_RDONLY);
  return told(file >= 0 && read(file, &byte, 1) == 1);
}

typedef struct {
  const char *name;
  int (*attempt)(void);
  // Whether it should succeed: a test that everything fails would not show that the process works at all.
  bool should_succeed;
} attempt;

static const attempt attempts[] = {
    {"read a file that was kept open", read_kept_file, true},
    {"open a network socket", make_socket, false},
    {"open a local socket", make_local_socket, false},
    {"create a file", write_file, false},
    {"write to a file that was kept open", write_kept_file, false},
    {"read another file", read_file, false},
    {"list a folder", list_folder, false},
    {"delete a file", delete_file, false},
    {"execute a program", execute, false},
    {"start a process", start_process, false},
    {"signal another process", signal_parent, false},
    {"make memory executable", make_code, false},
    {"take two gigabytes", take_memory, false},
    {"compute for ever", take_time, false},
};

int self_test(void) {
  bool all_well = true;
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) return 71;
    if (child == 0) {
      confine_limits(1);
      confine_keep(KEPT);
      _exit(confine() ? attempts[i].attempt() : NOT_CONFINED);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    const bool succeeded = WIFEXITED(status) && WEXITSTATUS(status) == SUCCEEDED;
    const bool is_confined = !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_CONFINED);
    const bool is_well = is_confined && succeeded == attempts[i].should_succeed;
    all_well = all_well && is_well;
    printf(
        "%s: %s: %s\n", is_well ? "ok" : "NOT OK", attempts[i].name,
        !is_confined            ? "this kernel does not confine"
        : WIFSIGNALED(status)   ? (WTERMSIG(status) == SIGSYS ? "killed" : strsignal(WTERMSIG(status)))
        : succeeded             ? "done"
                                : "refused");
  }
  return all_well ? 0 : 1;
}
