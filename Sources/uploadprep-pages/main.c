// uploadprep-pages: makes a picture of one page of a PDF or TIFF document.
//
// These formats are too large to be read safely, so this process reads them and gives up everything else before it does:
// see confine.h. `uploadprep` starts it, and never links poppler or libtiff itself.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"
#include "confine.h"
#include "document.h"
#include "selftest.h"

// The most processor time, in seconds. An ordinary page takes less than one.
#define MOST_SECONDS 20

// The document's number of pages, once it is known.
static uint32_t known_pages = 0;

int chosen_page(const document *request, uint32_t pages) {
  known_pages = pages;
  if (pages == 0) answer_end(CPAGES_DAMAGED, 0);
  if (pages > CPAGES_MOST_PAGES) answer_end(CPAGES_TOO_MANY_PAGES, pages);
  if (request->page == CPAGES_COUNT) answer_end(CPAGES_OK, pages);
  if (request->page == CPAGES_MEASURE) return CPAGES_MEASURE;
  if (request->page == 0 && pages > 1) answer_end(CPAGES_SEVERAL_PAGES, pages);
  if ((uint32_t)request->page > pages) answer_end(CPAGES_NO_SUCH_PAGE, pages);
  return request->page > 0 ? request->page - 1 : 0;
}

uint32_t measured(double number) {
  return !(number > 0) ? 0 : number >= UINT32_MAX ? UINT32_MAX : (uint32_t)(number + 0.5);
}

// malloc(3) and its relatives, which note that memory ran out: most libraries then call abort(3).
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
static volatile sig_atomic_t ran_out = 0;

static void *noting(void *memory, size_t count) {
  if (!memory && count > 0) ran_out = 1;
  return memory;
}
void *malloc(size_t count) { return noting(__libc_malloc(count), count); }
void *calloc(size_t items, size_t count) { return noting(__libc_calloc(items, count), items && count); }
void *realloc(void *memory, size_t count) { return noting(__libc_realloc(memory, count), count); }

// A library gave up. Nothing of its state is used any more.
static void handle_crash(int number) {
  if (ran_out) answer_end(CPAGES_NO_MEMORY, known_pages);
  // The signal's action is the default again, and it is not blocked here, so it ends the process.
  raise(number);
  _exit(1);
}

// A library called exit(3), as poppler does where a document claims more than it can count.
static void handle_exit(void) { answer_end(ran_out ? CPAGES_NO_MEMORY : CPAGES_DAMAGED, known_pages); }

static void watch_for_crashes(void) {
  atexit(handle_exit);
  // A stack that has overflown cannot run the handler, so it has its own.
  static char room[64 * 1024];
  stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_handler = handle_crash, .sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER};
  sigaction(SIGABRT, &action, NULL);
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
}

static uint64_t number(const char *text, uint64_t most) {
  char *end = NULL;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  if (errno != 0 || *text == '\0' || *end != '\0' || value > most) answer_end(CPAGES_MISUSE, 0);
  return value;
}

static int page_number(const char *text) {
  if (strcmp(text, "-1") == 0) return CPAGES_COUNT;
  if (strcmp(text, "-2") == 0) return CPAGES_MEASURE;
  return (int)number(text, 1000000);
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "--self-test") == 0) return self_test();
  if (count != 5) {
    fputs("uploadprep-pages is started by uploadprep. To test it: uploadprep-pages --self-test\n", stderr);
    return 64;
  }
  confine_limits(MOST_SECONDS);
  const int is_pdf = strcmp(arguments[1], "pdf") == 0;
  if (!is_pdf && strcmp(arguments[1], "tiff") != 0) answer_end(CPAGES_MISUSE, 0);
  document request = {
      .page = page_number(arguments[2]),
      .long_side = (uint32_t)number(arguments[3], 20000),
      .most_pixels = number(arguments[4], UINT64_C(1) << 32),
  };
  struct stat status;
  if (fstat(STDIN_FILENO, &status) != 0 || status.st_size <= 0) answer_end(CPAGES_DAMAGED, 0);
  request.count = (size_t)status.st_size;
  void *bytes = mmap(NULL, request.count, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  if (bytes == MAP_FAILED) answer_end(CPAGES_NO_MEMORY, 0);
  request.bytes = bytes;

  if (is_pdf) pdf_prepare();
  if (!confine()) answer_end(CPAGES_NOT_CONFINED, 0);
  watch_for_crashes();
  if (is_pdf) pdf_answer(&request);
  tiff_answer(&request);
}
