/*
 * Records what a program asks of malloc, as an .alloctrace file. For Linux, with glibc or musl.
 *
 *   cc -O2 -shared -fPIC -o alloctrace_preload.so alloctrace_preload.c -ldl -pthread
 *   export ALLOCTRACE_FILE=program.alloctrace
 *   LD_PRELOAD=$PWD/alloctrace_preload.so ./program
 *
 * Environment:
 *   ALLOCTRACE_FILE      where the trace goes; a file of that name is replaced. Without it, nothing
 *                        is recorded.
 *   ALLOCTRACE_CALLER=1  labels each event with the file that called and the place in it, as
 *                        "libfoo.so: 0x1a2b", for `addr2line -e libfoo.so 0x1a2b`
 *   ALLOCTRACE_CHILDREN=1  records child processes too, each to a file of its own:
 *                        program.PID.alloctrace. Without it, a child that forks records nothing, and
 *                        a program that is executed does not know of the recorder.
 *
 * An id is the address of the block. What got no memory is a mark. The heap line is made to fit while
 * the program runs: twice what was live at most, from 1 MiB to 1 GiB.
 *
 * The order of the lines is the order of what happened, with any number of threads:
 *   - A free is written before the block is given back: who gets its address next writes later.
 *   - An allocation is written after it was made: who had the address before has written.
 *   - A realloc does both, so it is carried out and written under the lock that every line needs.
 * Nothing but realloc is serialised by the recorder; the lines are.
 *
 * The file is mapped, a piece at a time, and the rest of the piece holds blanks. So a program may end
 * in any way, by abort, SIGKILL, _exit or exec, and the file has every line and no torn one: until a
 * line is complete it begins with '#'. No signal is caught, and no call but malloc's is replaced.
 *
 * Nothing here allocates or uses stdio. What a signal handler allocates while a line is written waits
 * until that is done. What dlsym allocates before malloc is known comes from an array.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define CALLER __builtin_return_address(0)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* ---- The real functions ---- */

static struct {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void (*free)(void *);
  void *(*aligned)(size_t, size_t);
  size_t (*usable)(void *);
} real;

/* Memory for who asks before the real functions are known: dlsym, once. Never given back. */
static _Alignas(16) char early[32 * 1024];
static size_t early_used;
static __thread int finding __attribute__((tls_model("initial-exec")));

static int is_early(const void *block) {
  return (const char *)block >= early && (const char *)block < early + sizeof early;
}

static void *early_alloc(size_t size) {
  size_t rounded = (size + 31) & ~(size_t)15;
  if (size > sizeof early) return NULL;
  size_t at = __atomic_fetch_add(&early_used, rounded, __ATOMIC_RELAXED);
  if (at + rounded > sizeof early) return NULL;
  *(size_t *)(void *)(early + at) = size;
  return early + at + 16;
}

/* Returns whether the real functions are known. */
static int find_real(void) {
  if (finding) return 0;
  finding = 1;
  void *symbol = dlsym(RTLD_NEXT, "calloc");
  memcpy(&real.calloc, &symbol, sizeof symbol);
  symbol = dlsym(RTLD_NEXT, "realloc");
  memcpy(&real.realloc, &symbol, sizeof symbol);
  symbol = dlsym(RTLD_NEXT, "free");
  memcpy(&real.free, &symbol, sizeof symbol);
  /* In musl memalign and posix_memalign call aligned_alloc, which would be recorded twice. */
  symbol = dlsym(RTLD_NEXT, "aligned_alloc");
  if (symbol == NULL) symbol = dlsym(RTLD_NEXT, "memalign");
  memcpy(&real.aligned, &symbol, sizeof symbol);
  symbol = dlsym(RTLD_NEXT, "malloc_usable_size");
  memcpy(&real.usable, &symbol, sizeof symbol);
  symbol = dlsym(RTLD_NEXT, "malloc");
  /* Last, because it says that all the others are known. */
  __atomic_store_n((void **)(void *)&real.malloc, symbol, __ATOMIC_RELEASE);
  finding = 0;
  return 1;
}

static inline int is_found(void) {
  return __builtin_expect(__atomic_load_n((void **)(void *)&real.malloc, __ATOMIC_ACQUIRE) != NULL, 1) ||
         find_real();
}

/* ---- Events, and those that wait ---- */

enum verb { ALLOC, CALLOC, REALLOC, FREE, FAILED };

struct event {
  enum verb verb;
  const void *old;        /* realloc, free */
  void *block;            /* alloc, calloc, realloc */
  size_t size;
  size_t align;           /* 0 where none was asked for */
  size_t old_footprint;   /* realloc */
  int was_resized;        /* a free that was a realloc to no bytes: the block is gone already */
  const char *failed;     /* the function that got nothing */
  const void *caller;
  int has_waited;         /* and says so how much less and more is live: its blocks may be gone already */
  size_t less, more;
};

/*
 * In musl calloc, realloc and aligned_alloc call malloc and free, as the program would: that is their
 * own affair. glibc's do not, and there a signal handler may come in between.
 */
#ifdef __GLIBC__
#define IN_REAL(call) call
#define IS_IN_REAL 0
#else
static __thread int in_real __attribute__((tls_model("initial-exec")));
#define IN_REAL(call) __extension__({ in_real++; void *made = call; in_real--; made; })
#define IS_IN_REAL (in_real > 0)
#endif

#define MOST_WAITING 64

static __thread struct {
  /* This thread is about to write. What a signal handler does meanwhile waits. */
  volatile int is_writing;
  volatile unsigned waiting;
  /* Whether it may be cancelled otherwise. */
  int cancel_state;
  unsigned lost;
  unsigned tid;
  struct event events[MOST_WAITING];
} self __attribute__((tls_model("initial-exec")));

/* ---- The lock ---- */

/*
 * In a page of its own, which the kernel empties in a child that forks, however it does that: the
 * child sees at once that it is another process, and a lock that nobody holds.
 */
static struct life {
  unsigned is_same_process;
  unsigned lock; /* 0 free, 1 held, 2 held and waited for */
} *life;

static void take(void) {
  unsigned expected = 0;
  if (__atomic_compare_exchange_n(&life->lock, &expected, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
  while (__atomic_exchange_n(&life->lock, 2, __ATOMIC_ACQUIRE) != 0) {
    syscall(SYS_futex, &life->lock, FUTEX_WAIT_PRIVATE, 2, NULL, NULL, 0);
  }
}

static void release(void) {
  if (__atomic_exchange_n(&life->lock, 0, __ATOMIC_RELEASE) == 2) {
    syscall(SYS_futex, &life->lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
  }
}

/* ---- The file ---- */

/* A piece of the file that is mapped: the first ones, and later ones. Mapping is what costs most. */
#define SMALL_WINDOW (64 * 1024)
#define WINDOW (512 * 1024)
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* since Linux 5.14 */
#endif
#define LONGEST_NAME 4000
#define LONGEST_LINE 512
#define SMALLEST_HEAP ((size_t)1 << 20)
#define LARGEST_HEAP ((size_t)1 << 30)
/* What a block takes in the simulated heap beside its bytes, at most. */
#define OVERHEAD 48

static enum { UNKNOWN, ON, OFF } state;

static struct {
  char name[LONGEST_NAME + 100];
  int names_children, is_child, is_midway, labels_callers;
  int fd;
  dev_t device;
  ino_t inode;
  off_t end;          /* behind the last line */
  off_t reserved;     /* behind the last blank */
  off_t heap_line;
  char *window;       /* NULL: lines are written one by one */
  off_t window_start;
  size_t window_size;
  int is_finished;
  struct timespec began;
  size_t live, peak, heap_size;
} trace = {.fd = -1};

static char blanks[SMALL_WINDOW];

static void say(const char *what) {
  const char *parts[] = {"alloctrace: ", trace.name, what, "\n"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (write(2, parts[i], strlen(parts[i])) < 0) return;
  }
}

static void give_up(void) {
  say(" cannot be written any more. Recording has stopped.");
  state = OFF;
}

/* Whether the descriptor is still that of the file: a program may close all that it does not know. */
static int is_file(int fd) {
  struct stat found;
  return fd >= 0 && fstat(fd, &found) == 0 && found.st_dev == trace.device && found.st_ino == trace.inode;
}

static int descriptor(void) {
  if (is_file(trace.fd)) return trace.fd;
  int fd = open(trace.name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0 && !is_file(fd)) {
    close(fd);
    fd = -1;
  }
  return trace.fd = fd;
}

static void unmap(void) {
  if (trace.window != NULL) munmap(trace.window, trace.window_size);
  trace.window = NULL;
}

/*
 * Maps the piece of the file behind the last line. Its blanks are written first and not left to the
 * kernel: a full disk is an error here, and would be a SIGBUS later.
 */
static int move_window(void) {
  int fd = descriptor();
  off_t page = sysconf(_SC_PAGESIZE);
  off_t start = trace.end / page * page;
  unmap();
  off_t size = start < WINDOW ? SMALL_WINDOW : WINDOW;
  while (trace.reserved < start + size) {
    off_t rest = start + size - trace.reserved;
    size_t length = rest < SMALL_WINDOW ? (size_t)rest : SMALL_WINDOW;
    ssize_t count = pwrite(fd, blanks, length, trace.reserved);
    if (count <= 0) return 0;
    trace.reserved += count;
  }
  void *window = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, start);
  if (window == MAP_FAILED) return 0;
  /* All at once costs less than a fault for every page. Where it does not work, there are faults. */
  madvise(window, (size_t)size, MADV_POPULATE_WRITE);
  trace.window = window;
  trace.window_start = start;
  trace.window_size = (size_t)size;
  return 1;
}

/* Writes some lines. At least a blank stays behind them, for who reads meanwhile. */
static void put(const char *text, size_t length) {
  if (!trace.is_finished &&
      (trace.window == NULL || trace.end + (off_t)length >= trace.window_start + (off_t)trace.window_size) &&
      !move_window()) {
    trace.is_finished = 1; /* Not every file can be mapped. */
  }
  if (trace.is_finished) {
    if (pwrite(descriptor(), text, length, trace.end) != (ssize_t)length) give_up();
  } else {
    char *to = trace.window + (trace.end - trace.window_start);
    __atomic_store_n(to, '#', __ATOMIC_RELAXED);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    memcpy(to + 1, text + 1, length - 1);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    __atomic_store_n(to, text[0], __ATOMIC_RELEASE);
  }
  trace.end += (off_t)length;
}

/* ---- Text ---- */

static char *text_put(char *to, const char *text) {
  size_t length = strlen(text);
  memcpy(to, text, length);
  return to + length;
}

static char *decimal_put(char *to, uint64_t value) {
  char digits[20];
  int count = 0;
  do digits[count++] = (char)('0' + value % 10);
  while ((value /= 10) != 0);
  while (count > 0) *to++ = digits[--count];
  return to;
}

static char *hex_put(char *to, uint64_t value) {
  int shift = 60;
  *to++ = '0';
  *to++ = 'x';
  while (shift > 0 && value >> shift == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) *to++ = "0123456789abcdef"[value >> shift & 15];
  return to;
}

static char *id_put(char *to, const void *block) {
  return block == NULL ? text_put(to, "null") : hex_put(to, (uintptr_t)block);
}

/* Bytes as a string of the format, at most as many as fit before `end`. */
static char *quoted_put(char *to, const char *end, const char *bytes, size_t length) {
  *to++ = '"';
  for (size_t i = 0; i < length && to < end - 6; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    if (byte < ' ' || byte == 127) {
      *to++ = '\\';
      *to++ = 'x';
      *to++ = "0123456789abcdef"[byte >> 4];
      *to++ = "0123456789abcdef"[byte & 15];
    } else {
      if (byte == '"' || byte == '\\') *to++ = '\\';
      *to++ = (char)byte;
    }
  }
  *to++ = '"';
  return to;
}

/* ---- Who called ---- */

#define CALLERS 4096

static struct caller {
  const void *address;
  char label[56];
} callers[CALLERS];

static struct caller *caller_slot(const void *address) {
  return &callers[((uintptr_t)address * 0x9e3779b97f4a7c15u) >> 52 & (CALLERS - 1)];
}

/*
 * Looks a caller up that is not known yet. Before the lock is taken: the linker, which is asked, may
 * hold a lock of its own while it allocates.
 */
static void find_caller(const void *address, struct caller *found) {
  Dl_info info;
  found->address = NULL;
  if (!trace.labels_callers || self.is_writing || caller_slot(address)->address == address) return;
  found->address = address;
  if (dladdr(address, &info) == 0 || info.dli_fname == NULL) {
    *hex_put(text_put(found->label, "? "), (uintptr_t)address) = 0;
    return;
  }
  const char *slash = strrchr(info.dli_fname, '/');
  const char *name = slash == NULL ? info.dli_fname : slash + 1;
  size_t length = strlen(name) < 30 ? strlen(name) : 30;
  memcpy(found->label, name, length);
  /* One less than the return address lies in the call. */
  uint64_t offset = (uint64_t)((uintptr_t)address - (uintptr_t)info.dli_fbase - 1);
  *hex_put(text_put(found->label + length, ": "), offset) = 0;
}

static char *caller_put(char *to, const char *end, const void *address) {
  const struct caller *known = caller_slot(address);
  char label[20];
  *to++ = ' ';
  if (known->address == address) return quoted_put(to, end, known->label, strlen(known->label));
  return quoted_put(to, end, label, (size_t)(hex_put(label, (uintptr_t)address) - label));
}

/* ---- The beginning of a trace ---- */

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value != NULL && *value != 0 ? value : NULL;
}

static int is_set(const char *name) {
  const char *value = setting(name);
  return value != NULL && strcmp(value, "0") != 0;
}

/* Reads what is wanted. Returns whether anything is. */
static int read_settings(void) {
  const char *file = setting("ALLOCTRACE_FILE");
  size_t length = 0;
  if (file == NULL || strlen(file) > LONGEST_NAME / 2) return 0;
  if (*file != '/') {
    /* The program may go to another folder. */
    if (getcwd(trace.name, LONGEST_NAME / 2) == NULL) return 0;
    length = strlen(trace.name);
    trace.name[length++] = '/';
  }
  strcpy(trace.name + length, file);
  trace.labels_callers = is_set("ALLOCTRACE_CALLER");
  trace.names_children = is_set("ALLOCTRACE_CHILDREN");
  trace.is_child = trace.names_children && strcmp(getenv("ALLOCTRACE_CHILDREN"), "c") == 0;
  return 1;
}

/* Takes the recorder's own name out of LD_PRELOAD; other names stay. */
static void forget_preload(void) {
  char *list = getenv("LD_PRELOAD");
  if (list == NULL) return;
  char *own = strstr(list, "alloctrace_preload");
  if (own == NULL) return;
  char *end = own + strcspn(own, ": ");
  while (own > list && own[-1] != ':' && own[-1] != ' ') own--;
  memmove(own, end, strlen(end) + 1);
  if (list[strspn(list, ": ")] == 0) unsetenv("LD_PRELOAD");
}

/* program.alloctrace -> program.PID.alloctrace, or program.PID.N.alloctrace */
static void name_child(unsigned number) {
  static char given[LONGEST_NAME];
  static const char ending[] = ".alloctrace";
  if (*given == 0) strcpy(given, trace.name);
  size_t length = strlen(given);
  size_t tail = sizeof ending - 1;
  int has_ending = length > tail && strcmp(given + length - tail, ending) == 0;
  char *to = trace.name + (has_ending ? length - tail : length);
  *to++ = '.';
  to = decimal_put(to, (uint64_t)syscall(SYS_getpid));
  if (number > 1) {
    *to++ = '.';
    to = decimal_put(to, number);
  }
  strcpy(to, has_ending ? ending : "");
}

/* Makes the file anew: never writes into one that is there, which another process may be writing. */
static int create(void) {
  struct stat found;
  if (!trace.is_child && lstat(trace.name, &found) == 0 && S_ISREG(found.st_mode)) unlink(trace.name);
  for (unsigned number = 1; number < 10000; number++) {
    if (trace.is_child) name_child(number);
    int fd = open(trace.name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST && trace.is_child) continue;
    if (fd < 0 || fstat(fd, &found) != 0) return 0;
    trace.device = found.st_dev;
    trace.inode = found.st_ino;
    /* Low numbers are the program's: some count on the next one. */
    trace.fd = fcntl(fd, F_DUPFD_CLOEXEC, 200);
    if (trace.fd < 0) trace.fd = fd;
    else close(fd);
    return 1;
  }
  return 0;
}

static size_t read_own(const char *file, char *to, size_t most) {
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  ssize_t count = fd < 0 ? -1 : read(fd, to, most);
  if (fd >= 0) close(fd);
  return count < 0 ? 0 : (size_t)count;
}

static char *heap_put(char *to) {
  char *start = to;
  to = text_put(to, "heap size=");
  to = text_put(decimal_put(to, trace.heap_size >> 20), "MiB");
  while (to < start + 20) *to++ = ' ';
  *to++ = '\n';
  return to;
}

static void write_header(void) {
  static char bytes[1024], text[4096];
  const char *end = text + sizeof text - 200;
  char *to = text_put(text, "alloctrace 1\nmeta recorder=\"alloctrace preload 1\" pid=");
  to = decimal_put(to, (uint64_t)syscall(SYS_getpid));
  if (trace.is_midway) to = text_put(to, " capture=midway");
  ssize_t count = readlink("/proc/self/exe", bytes, sizeof bytes);
  if (count > 0) to = quoted_put(text_put(to, " program="), end, bytes, (size_t)count);
  size_t length = read_own("/proc/self/cmdline", bytes, sizeof bytes);
  while (length > 0 && bytes[length - 1] == 0) length--;
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] == 0) bytes[i] = ' ';
  }
  if (length > 0) to = quoted_put(text_put(to, " command="), end, bytes, length);
  *to++ = '\n';
  trace.heap_line = to - text;
  to = text_put(heap_put(to), "\n");
  put(text, (size_t)(to - text));
}

static void begin_trace(void) {
  state = OFF;
  if (!create()) {
    if (*trace.name != 0) say(" cannot be made. Nothing is recorded.");
    return;
  }
  trace.end = trace.reserved = 0;
  trace.is_finished = 0;
  trace.live = trace.peak = 0;
  trace.heap_size = SMALLEST_HEAP;
  clock_gettime(CLOCK_MONOTONIC, &trace.began);
  state = ON;
  write_header();
}

/* The first event of all. */
static void begin(void) {
  memset(blanks, ' ', sizeof blanks);
  struct life *page =
      mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  state = OFF;
  if (page == MAP_FAILED) return;
  page->is_same_process = 1;
  life = page;
  if (madvise(page, (size_t)sysconf(_SC_PAGESIZE), MADV_WIPEONFORK) != 0) {
    return say("Linux 4.14 is needed, or newer. Nothing is recorded.");
  }
  if (!read_settings()) return;
  if (trace.names_children) {
    char *mark = getenv("ALLOCTRACE_CHILDREN");
    mark[0] = 'c';
    mark[1] = 0;
  } else {
    unsetenv("ALLOCTRACE_FILE");
    unsetenv("ALLOCTRACE_CALLER");
    unsetenv("ALLOCTRACE_CHILDREN");
    forget_preload();
  }
  begin_trace();
}

/* A child that forked: the parent's file is not its own. */
static void begin_child(void) {
  life->is_same_process = 1;
  self.tid = 0;
  if (state != ON) return;
  unmap();
  if (is_file(trace.fd)) close(trace.fd);
  trace.fd = -1;
  trace.is_child = trace.is_midway = 1;
  if (trace.names_children) begin_trace();
  else state = OFF;
}

/* ---- Writing events ---- */

static size_t footprint(void *block) {
  return block == NULL || real.usable == NULL ? 0 : real.usable(block) + OVERHEAD;
}

/* Keeps the heap line true: room for twice what was live at most. */
static void fit_heap(void) {
  if (trace.live <= trace.peak) return;
  trace.peak = trace.live;
  if (trace.heap_size >= LARGEST_HEAP || trace.heap_size / 2 >= trace.peak) return;
  while (trace.heap_size < LARGEST_HEAP && trace.heap_size / 2 < trace.peak) trace.heap_size *= 2;
  char line[32];
  ssize_t length = heap_put(line) - line;
  if (pwrite(descriptor(), line, (size_t)length, trace.heap_line) != length) give_up();
}

/*
 * Blocks that were given back a short time ago, by address. What is given back twice must not be asked
 * for its size: the allocator is to find that, and to say it in its own words.
 */
#define FREED 4096
static const void *freed[FREED];

static const void **freed_slot(const void *block) {
  return &freed[((uintptr_t)block >> 4) & (FREED - 1)];
}

static size_t freed_footprint(const void *block) {
  const void **slot = freed_slot(block);
  if (*slot == block) return 0;
  *slot = block;
  return footprint((void *)(uintptr_t)block);
}

static size_t new_footprint(void *block) {
  const void **slot = freed_slot(block);
  if (*slot == block) *slot = NULL;
  return footprint(block);
}

/* Finds how much less and more is live after an event, while its blocks are there. */
static void measure(struct event *event) {
  switch (event->verb) {
    case ALLOC:
    case CALLOC:
      event->more = new_footprint(event->block);
      break;
    case REALLOC:
      event->less = event->old_footprint;
      *freed_slot(event->old) = event->old;
      event->more = new_footprint(event->block);
      break;
    case FREE:
      event->less = event->was_resized ? event->old_footprint : freed_footprint(event->old);
      break;
    case FAILED:
      break;
  }
}

/* Who did it, and when. */
static char *moment_put(char *to) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t time =
      (int64_t)(now.tv_sec - trace.began.tv_sec) * 1000000000 + (now.tv_nsec - trace.began.tv_nsec);
  if (self.tid == 0) self.tid = (unsigned)syscall(SYS_gettid);
  to = decimal_put(text_put(to, " tid="), self.tid);
  return decimal_put(text_put(to, " t="), time < 0 ? 0 : (uint64_t)time);
}

/* A mark, and an allocation that is freed at once, because the program will not. */
static char *failure_put(char *to, const struct event *event) {
  to = text_put(text_put(to, "m \""), event->failed);
  to = text_put(decimal_put(text_put(to, " of "), event->size), " bytes failed\"");
  to = text_put(moment_put(to), "\n");
  /* A trace holds no larger size. */
  if ((uint64_t)event->size >> 53 != 0) return to;
  to = decimal_put(text_put(to, "a failed "), event->size);
  if (event->align != 0) to = decimal_put(text_put(to, " align="), event->align);
  to = text_put(moment_put(to), " addr=null\nf failed");
  return text_put(moment_put(to), " addr=null\n");
}

static char *event_put(char *to, const char *end, const struct event *event) {
  static const char verbs[] = "acrf";
  *to++ = verbs[event->verb];
  *to++ = ' ';
  if (event->verb >= REALLOC) to = id_put(to, event->old);
  if (event->verb == REALLOC) *to++ = ' ';
  if (event->verb != FREE) {
    to = id_put(to, event->block);
    *to++ = ' ';
    to = decimal_put(to, event->size);
  }
  if (event->align != 0) to = decimal_put(text_put(to, " align="), event->align);
  to = moment_put(to);
  if (event->verb <= REALLOC) to = hex_put(text_put(to, " addr="), (uintptr_t)event->block);
  if (trace.labels_callers) to = caller_put(to, end - 8, event->caller);
  *to++ = '\n';
  return to;
}

static void write_event(struct event *event) {
  char line[LONGEST_LINE];
  const char *end = line + sizeof line;
  char *to = event->verb == FAILED ? failure_put(line, event) : event_put(line, end, event);
  put(line, (size_t)(to - line));
  /* After it was written: whether what is given back is a block at all is the program's word. */
  if (!event->has_waited) measure(event);
  trace.live -= event->less < trace.live ? event->less : trace.live;
  trace.live += event->more;
  fit_heap();
}

/*
 * Begins to write: nobody else does until `leave`. Returns 0 where this thread was writing already. A
 * thread that was cancelled ends at a call such as pwrite, and malloc is none: here it would keep the
 * lock for ever.
 */
static int enter(void) {
  if (self.is_writing) return 0;
  self.is_writing = 1;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &self.cancel_state);
  if (UNLIKELY(life == NULL)) {
    if (state == UNKNOWN) begin();
    if (life == NULL) {
      pthread_setcancelstate(self.cancel_state, NULL);
      self.is_writing = 0;
      return 0;
    }
  }
  if (UNLIKELY(!life->is_same_process)) begin_child();
  take();
  return 1;
}

/* Writes the first events that wait. More may come meanwhile, and go on behind those. */
static void write_waiting(unsigned count) {
  sigset_t all, before;
  for (unsigned i = 0; i < count; i++) {
    if (state == ON) write_event(&self.events[i]);
  }
  /* What a handler adds while others move up would be lost. */
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  self.waiting -= count;
  memmove(self.events, self.events + count, self.waiting * sizeof *self.events);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void leave(void) {
  static const char lost[] = "# More of a signal handler's events came at once than could wait.\n";
  for (;;) {
    while (self.waiting > 0) write_waiting(self.waiting);
    if (self.lost > 0 && state == ON) put(lost, sizeof lost - 1);
    self.lost = 0;
    release();
    pthread_setcancelstate(self.cancel_state, NULL);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    self.is_writing = 0;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    if (self.waiting == 0 || !enter()) return;
  }
}

/* In a signal handler, while this thread writes. */
static void wait_in_line(const struct event *event) {
  if (life == NULL || state != ON) return;
  /* Another handler may come in between: the place is taken first. */
  unsigned place = __atomic_fetch_add(&self.waiting, 1, __ATOMIC_RELAXED);
  if (place >= MOST_WAITING) {
    __atomic_fetch_sub(&self.waiting, 1, __ATOMIC_RELAXED);
    self.lost++;
    return;
  }
  struct event *own = &self.events[place];
  *own = *event;
  measure(own);
  own->has_waited = 1;
}

static void record(struct event *event) {
  if (IS_IN_REAL) return;
  if (state == OFF && life != NULL && life->is_same_process) return;
  int error = errno;
  struct caller found;
  find_caller(event->caller, &found);
  if (!enter()) wait_in_line(event);
  else {
    if (found.address != NULL) *caller_slot(found.address) = found;
    if (state == ON) write_event(event);
    leave();
  }
  errno = error;
}

static void *record_alloc(
    enum verb verb, const char *name, void *block, size_t size, size_t align, const void *caller) {
  struct event event = {.verb = block == NULL ? FAILED : verb, .block = block, .size = size, .align = align,
                        .failed = name, .caller = caller};
  record(&event);
  return block;
}

static int gave_back(const struct event *event, const void *block) {
  return block != NULL && event->old == block &&
         (event->verb == FREE || (event->verb == REALLOC && event->block != block));
}

/*
 * The block is moved and the line written under one lock. A signal handler may run before the one or
 * after it. What it gave back and the realloc then got was before; all else may be after.
 */
static void *resize(const char *name, void *old, size_t size, const void *caller) {
  if (IS_IN_REAL || (state == OFF && life != NULL && life->is_same_process)) return real.realloc(old, size);
  struct caller found;
  int error = errno;
  find_caller(caller, &found);
  int is_ours = enter();
  size_t old_footprint = old == NULL || *freed_slot(old) == old ? 0 : footprint(old);
  errno = error;
  void *block = IN_REAL(real.realloc(old, size));
  error = errno;
  struct event event = {.verb = REALLOC, .old = old, .block = block, .size = size,
                        .old_footprint = old_footprint, .was_resized = 1, .failed = name, .caller = caller};
  /* glibc gives a block back that is to have no bytes. */
  if (block == NULL) event.verb = size == 0 && old != NULL ? FREE : FAILED;
  if (!is_ours) wait_in_line(&event);
  else {
    unsigned before = self.waiting;
    while (before > 0 && !gave_back(&self.events[before - 1], block)) before--;
    if (before > 0) write_waiting(before);
    if (found.address != NULL) *caller_slot(found.address) = found;
    if (state == ON) write_event(&event);
    leave();
  }
  errno = error;
  return block;
}

/* The program is over, or nearly: lines that still come are written one by one. */
__attribute__((destructor)) static void finish(void) {
  if (life == NULL || !life->is_same_process || state != ON || !enter()) return;
  unmap();
  trace.is_finished = 1;
  if (ftruncate(descriptor(), trace.end) != 0) {
    /* Then blanks stay behind the last line, which mean nothing. */
  }
  leave();
}

/* Where a program allocates nothing, there is a trace all the same. */
__attribute__((constructor)) static void start(void) {
  if (is_found() && life == NULL && enter()) leave();
}

/* ---- What the program calls ---- */

EXPORT void *malloc(size_t size) {
  if (UNLIKELY(!is_found())) return early_alloc(size);
  return record_alloc(ALLOC, "malloc", real.malloc(size), size, 0, CALLER);
}

EXPORT void *calloc(size_t count, size_t each) {
  size_t size;
  if (UNLIKELY(__builtin_mul_overflow(count, each, &size))) size = SIZE_MAX;
  if (UNLIKELY(!is_found())) return early_alloc(size);
  return record_alloc(CALLOC, "calloc", IN_REAL(real.calloc(count, each)), size, 0, CALLER);
}

EXPORT void free(void *block) {
  if (UNLIKELY(is_early(block)) || UNLIKELY(!is_found())) return;
  struct event event = {.verb = FREE, .old = block, .caller = CALLER};
  record(&event);
  real.free(block);
}

/* A block of the array becomes a real one, if anybody resizes it. */
static void *move_early(const void *old, size_t size, const void *caller) {
  void *block = is_found() ? record_alloc(ALLOC, "realloc", real.malloc(size), size, 0, caller) : early_alloc(size);
  size_t had = *(const size_t *)((const char *)old - 16);
  if (block != NULL) memcpy(block, old, had < size ? had : size);
  return block;
}

EXPORT void *realloc(void *old, size_t size) {
  if (UNLIKELY(is_early(old)) || UNLIKELY(!is_found())) {
    return old == NULL ? early_alloc(size) : move_early(old, size, CALLER);
  }
  return resize("realloc", old, size, CALLER);
}

EXPORT void *reallocarray(void *old, size_t count, size_t each) {
  size_t size;
  if (UNLIKELY(__builtin_mul_overflow(count, each, &size))) {
    errno = ENOMEM;
    return record_alloc(FAILED, "reallocarray", NULL, SIZE_MAX, 0, CALLER);
  }
  if (UNLIKELY(is_early(old)) || UNLIKELY(!is_found())) {
    return old == NULL ? early_alloc(size) : move_early(old, size, CALLER);
  }
  return resize("reallocarray", old, size, CALLER);
}

static void *aligned(const char *name, size_t align, size_t size, const void *caller) {
  void *block = is_found() ? IN_REAL(real.aligned(align, size)) : NULL;
  return record_alloc(ALLOC, name, block, size, align, caller);
}

static int is_power_of_two(size_t value) {
  return value != 0 && (value & (value - 1)) == 0;
}

EXPORT void *aligned_alloc(size_t align, size_t size) {
  if (!is_power_of_two(align)) {
    errno = EINVAL;
    return NULL;
  }
  return aligned("aligned_alloc", align, size, CALLER);
}

/* Takes any number for an alignment, as glibc does: the next power of two. */
EXPORT void *memalign(size_t align, size_t size) {
  size_t power = sizeof(void *);
  while (power < align && power <= SIZE_MAX / 2) power *= 2;
  return aligned("memalign", power, size, CALLER);
}

EXPORT int posix_memalign(void **result, size_t align, size_t size) {
  int error = errno;
  if (!is_power_of_two(align) || align % sizeof(void *) != 0) return EINVAL;
  void *block = aligned("posix_memalign", align, size, CALLER);
  errno = error;
  if (block == NULL) return ENOMEM;
  *result = block;
  return 0;
}

EXPORT void *valloc(size_t size) {
  return aligned("valloc", (size_t)sysconf(_SC_PAGESIZE), size, CALLER);
}

EXPORT void *pvalloc(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  if (size > SIZE_MAX - page) {
    errno = ENOMEM;
    return record_alloc(FAILED, "pvalloc", NULL, size, 0, CALLER);
  }
  return aligned("pvalloc", page, (size + page - 1) / page * page, CALLER);
}
