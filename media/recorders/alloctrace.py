"""
A recorder for Python: writes what the interpreter asks of its allocators as an `.alloctrace`, for
AllocTrace to replay. CPython 3.7 and later on Linux and macOS, with a C compiler.

    python3 alloctrace.py program.py ARGUMENTS...
    python3 alloctrace.py -m module ARGUMENTS...

records a program into `program.alloctrace`, or the file that the environment variable
`ALLOCTRACE_FILE` names. A part of a program:

    import alloctrace
    with alloctrace.recording("program.alloctrace"):
        work()

Why there is C in here: Python's allocators call the hooks for every object, and to run a line of
Python makes objects. A hook in Python, through ctypes, would call itself without end before its first
line could say "not now". So the hooks are the C below. It is compiled once with the machine's `cc` (or
what the environment variable `CC` names) and kept in the user's cache folder; ctypes only loads it.
Where there is no compiler, record with the preload recorder, as it records any program:

    ALLOCTRACE_FILE=program.alloctrace PYTHONMALLOC=malloc \
        LD_PRELOAD=$PWD/alloctrace_preload.so python3 program.py

What to know:

- All three domains are recorded: `py.domain=` is `raw`, `mem` or `obj`. What one domain asks of another
  for a request (for a large object, say) is the same block and is recorded once.
- A block is named by its address. It is what Python asked for; pymalloc's pools and arenas are not seen.
- Blocks from before the recording are left out. One that is resized comes in with the size it gets.
- There are no places in the source: to ask Python where it is would make objects again. `mark("text")`
  names moments instead.
- What extensions get from malloc themselves is not seen.
- The last 64 KiB are in memory: a program that is killed, aborts or calls `os._exit` loses them. With
  `ALLOCTRACE_BUFFER=0` each line is written at once.
- A child that forks stops recording, and so does a program that closes all files that it does not know.
  Interpreters without a GIL are refused.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import runpy
import shlex
import subprocess
import sys
import sysconfig
import tempfile

_SOURCE = r"""
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* As in Python's headers, which need not be installed. The functions come from the interpreter. */
typedef struct {
  void *ctx;
  void *(*malloc)(void *ctx, size_t size);
  void *(*calloc)(void *ctx, size_t count, size_t size);
  void *(*realloc)(void *ctx, void *block, size_t size);
  void (*free)(void *ctx, void *block);
} Allocator;
extern void PyMem_GetAllocator(int domain, Allocator *allocator);
extern void PyMem_SetAllocator(int domain, Allocator *allocator);

enum { DOMAINS = 3 };
static const char *const domains[DOMAINS] = {"raw", "mem", "obj"};
static Allocator inner[DOMAINS];

/* Held while an allocator works and its line is written: lines come in the order of effects. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int is_on;
/* How deep this thread is in hooks: what a domain asks of another one is not recorded. */
static __thread int depth;
static __thread unsigned thread_number;
static unsigned threads;

/* ---- The file ---- */

static const char beginning[] = "alloctrace 1\nmeta recorder=\"alloctrace.py 1\"\nheap size=";
enum { HEAP_DIGITS = 10, LONGEST_LINE = 512, KEPT = 65536 };
static int file = -1;
static struct stat file_found;
static char buffer[KEPT + LONGEST_LINE];
static size_t used, kept_at_most;
static uint64_t heap_size;
static struct timespec start_time;

/* A program may close all that it does not know, and have the number for a file of its own. */
static int is_ours(void) {
  struct stat found;
  return file >= 0 && fstat(file, &found) == 0 && found.st_dev == file_found.st_dev &&
         found.st_ino == file_found.st_ino;
}

static void end_file(void) {
  if (is_ours()) close(file);
  file = -1;
}

static void write_all(const char *bytes, size_t length) {
  if (!is_ours()) file = -1;
  while (file >= 0 && length > 0) {
    ssize_t done = write(file, bytes, length);
    if (done > 0) {
      bytes += done;
      length -= (size_t)done;
    } else { /* A full disk ends the trace, and not the program. */
      end_file();
    }
  }
}

static void flush(void) {
  write_all(buffer, used);
  used = 0;
}

static void text(const char *from) {
  size_t length = strlen(from);
  memcpy(buffer + used, from, length);
  used += length;
}

static void digits(uint64_t value, unsigned base) {
  char reversed[20];
  int count = 0;
  do {
    reversed[count++] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value > 0);
  while (count > 0) buffer[used++] = reversed[--count];
}

static void hex(const void *address) {
  text("0x");
  digits((uintptr_t)address, 16);
}

static void write_heap_size(void) {
  char padded[HEAP_DIGITS];
  uint64_t rest = heap_size;
  for (int at = HEAP_DIGITS - 1; at >= 0; at--, rest /= 10) padded[at] = (char)('0' + rest % 10);
  if (!is_ours() || pwrite(file, padded, HEAP_DIGITS, sizeof beginning - 1) != HEAP_DIGITS) end_file();
}

/* ---- The blocks of the trace, by address: open addressing ---- */

typedef struct { uintptr_t address; size_t size; } Block;
static Block *blocks;
static size_t capacity, count;
static uint64_t live; /* what they take in a simulated heap at most */

static size_t home(uintptr_t address) {
  return (size_t)(((uint64_t)(address >> 3) * 0x9E3779B97F4A7C15u) >> 20) & (capacity - 1);
}

static size_t find(uintptr_t address) {
  size_t at = home(address);
  while (blocks[at].address != 0 && blocks[at].address != address) at = (at + 1) & (capacity - 1);
  return at;
}

static int make_room(void) {
  if (2 * count < capacity) return 1;
  Block *old = blocks;
  size_t old_capacity = capacity;
  Block *larger = calloc(2 * capacity, sizeof(Block));
  if (larger == NULL) return 0;
  blocks = larger;
  capacity *= 2;
  for (size_t at = 0; at < old_capacity; at++)
    if (old[at].address != 0) blocks[find(old[at].address)] = old[at];
  free(old);
  return 1;
}

static uint64_t footprint(size_t size) { return (uint64_t)size + 48; }

static void put(void *block, size_t size) {
  if (!make_room()) { /* no memory: the trace ends here */
    is_on = 0;
    return;
  }
  Block *slot = &blocks[find((uintptr_t)block)];
  if (slot->address == 0) count++;
  else live -= footprint(slot->size);
  slot->address = (uintptr_t)block;
  slot->size = size;
  live += footprint(size);
  uint64_t before = heap_size;
  while (heap_size < 1u << 30 && heap_size / 2 < live) heap_size *= 2;
  if (heap_size != before) write_heap_size();
}

/* Whether the block is of the trace; it is no more. */
static int take(void *block) {
  size_t at = find((uintptr_t)block);
  if (blocks[at].address == 0) return 0;
  live -= footprint(blocks[at].size);
  count--;
  /* Whoever stands behind it because its place was taken moves up. */
  for (size_t next = (at + 1) & (capacity - 1); blocks[next].address != 0;
       next = (next + 1) & (capacity - 1)) {
    size_t wish = home(blocks[next].address);
    if (((next - wish) & (capacity - 1)) >= ((next - at) & (capacity - 1))) {
      blocks[at] = blocks[next];
      at = next;
    }
  }
  blocks[at].address = 0;
  return 1;
}

/* ---- Lines ---- */

static void end_line(const void *block, int domain) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (thread_number == 0) thread_number = ++threads;
  text(" tid=");
  digits(thread_number, 10);
  text(" t=");
  digits((uint64_t)((int64_t)(now.tv_sec - start_time.tv_sec) * 1000000000 +
                    (now.tv_nsec - start_time.tv_nsec)), 10);
  if (block != NULL) {
    text(" addr=");
    hex(block);
  }
  if (domain >= 0) {
    text(" py.domain=");
    text(domains[domain]);
  }
  text("\n");
  if (used > kept_at_most) flush();
}

/* A mark, and an allocation that is freed at once, because the program will not. */
static void write_failure(size_t size, int domain) {
  text("mark \"an allocation of ");
  digits(size, 10);
  text(" bytes failed\"");
  end_line(NULL, domain);
  /* A trace holds no larger size. */
  if ((uint64_t)size >> 53 != 0) return;
  text("alloc failed ");
  digits(size, 10);
  text(" addr=null");
  end_line(NULL, domain);
  text("free failed addr=null");
  end_line(NULL, domain);
}

static void write_block(const char *verb, void *block, size_t size, int domain) {
  if (block == NULL) return write_failure(size, domain);
  put(block, size);
  text(verb);
  hex(block);
  text(" ");
  digits(size, 10);
  end_line(block, domain);
}

/* ---- Hooks ---- */

static int enter(void) {
  if (!is_on || depth > 0) return 0;
  pthread_mutex_lock(&lock);
  depth = 1;
  if (is_on) return 1;
  depth = 0;
  pthread_mutex_unlock(&lock);
  return 0;
}

static void leave(void) {
  depth = 0;
  pthread_mutex_unlock(&lock);
}

static void *hook_malloc(void *ctx, size_t size) {
  Allocator *allocator = ctx;
  int is_recorded = enter();
  void *block = allocator->malloc(allocator->ctx, size);
  if (is_recorded) {
    write_block("alloc ", block, size, (int)(allocator - inner));
    leave();
  }
  return block;
}

static void *hook_calloc(void *ctx, size_t number, size_t size) {
  Allocator *allocator = ctx;
  int is_recorded = enter();
  void *block = allocator->calloc(allocator->ctx, number, size);
  if (is_recorded) {
    write_block("calloc ", block, number * size, (int)(allocator - inner));
    leave();
  }
  return block;
}

static void *hook_realloc(void *ctx, void *old, size_t size) {
  Allocator *allocator = ctx;
  int is_recorded = enter();
  void *block = allocator->realloc(allocator->ctx, old, size);
  if (is_recorded) {
    int domain = (int)(allocator - inner);
    if (block == NULL || old == NULL || !take(old)) {
      write_block("alloc ", block, size, domain);
    } else {
      put(block, size);
      text("realloc ");
      hex(old);
      if (block != old) {
        text(" ");
        hex(block);
      }
      text(" ");
      digits(size, 10);
      end_line(block, domain);
    }
    leave();
  }
  return block;
}

static void hook_free(void *ctx, void *block) {
  Allocator *allocator = ctx;
  int is_recorded = block != NULL && enter();
  if (is_recorded && take(block)) {
    text("free ");
    hex(block);
    end_line(NULL, (int)(allocator - inner));
  }
  allocator->free(allocator->ctx, block);
  if (is_recorded) leave();
}

/* ---- What Python calls, holding the GIL ---- */

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void in_parent(void) { pthread_mutex_unlock(&lock); }
static void in_child(void) {
  is_on = 0;
  used = 0;
  end_file();
  pthread_mutex_unlock(&lock);
}

/* 0, or the reason why the recording could not begin: an errno. */
int alloctrace_start(int descriptor, int is_buffered) {
  static int has_handlers, has_hooks[DOMAINS];
  if (!has_handlers && pthread_atfork(before_fork, in_parent, in_child) == 0) has_handlers = 1;
  free(blocks);
  capacity = 4096;
  count = 0;
  live = 0;
  blocks = calloc(capacity, sizeof(Block));
  if (blocks == NULL) return 12; /* ENOMEM */
  clock_gettime(CLOCK_MONOTONIC, &start_time);
  file = descriptor;
  if (fstat(file, &file_found) != 0) return 9; /* EBADF */
  used = 0;
  kept_at_most = is_buffered ? KEPT : 0;
  heap_size = 1 << 20;
  write_all(beginning, sizeof beginning - 1);
  write_all("0001048576\n\n", 12);
  for (int domain = 0; domain < DOMAINS; domain++) {
    if (has_hooks[domain]) continue; /* they stayed, see alloctrace_stop */
    PyMem_GetAllocator(domain, &inner[domain]);
    Allocator hooks = {&inner[domain], hook_malloc, hook_calloc, hook_realloc, hook_free};
    PyMem_SetAllocator(domain, &hooks);
    has_hooks[domain] = 1;
  }
  is_on = 1;
  return 0;
}

/* The hooks stay, and do nothing: another thread may be in one, or others may have been put around. */
void alloctrace_stop(void) {
  pthread_mutex_lock(&lock);
  is_on = 0;
  flush();
  end_file();
  pthread_mutex_unlock(&lock);
}

/* `escaped` is what stands between quotes: at most 300 bytes. */
void alloctrace_mark(const char *escaped) {
  if (!enter()) return;
  text("mark \"");
  text(escaped);
  text("\"");
  end_line(NULL, -1);
  leave();
}

/* After Python's own end, so that what it frees there is in the trace. */
__attribute__((destructor)) static void at_exit(void) { alloctrace_stop(); }
"""

_library = None


def start(path=None):
    """Begins to record into a file, which is replaced. Without a path: ALLOCTRACE_FILE, or
    program.alloctrace. Recording ends with `stop`, or with the process."""
    path = path or os.environ.get("ALLOCTRACE_FILE") or "program.alloctrace"
    hooks = _hooks()
    hooks.alloctrace_stop()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o666)
    is_buffered = os.environ.get("ALLOCTRACE_BUFFER") != "0"
    error = hooks.alloctrace_start(descriptor, is_buffered)
    if error:
        os.close(descriptor)
        raise OSError(error, os.strerror(error))


def stop():
    """Ends the recording. The file is complete then."""
    if _library is not None:
        _library.alloctrace_stop()


@contextlib.contextmanager
def recording(path=None):
    """Records what is done in a `with` block."""
    start(path)
    try:
        yield
    finally:
        stop()


def mark(text):
    """Names a moment in the trace. What is too long for a line is cut."""
    if _library is None:
        return
    special = {'"': '\\"', "\\": "\\\\"}
    escaped = b""
    for character in str(text):
        is_plain = character >= " " and character != "\x7f" and not "\ud800" <= character <= "\udfff"
        safe = special.get(character, character if is_plain else " ").encode()
        if len(escaped) + len(safe) > 300:
            break
        escaped += safe
    _library.alloctrace_mark(escaped)


def _hooks():
    global _library
    if _library is None:
        if sys.implementation.name != "cpython":
            raise RuntimeError("alloctrace: only CPython has allocators to hook.")
        if os.name != "posix":
            raise RuntimeError("alloctrace: this works on Linux and macOS only.")
        if sysconfig.get_config_var("Py_GIL_DISABLED"):
            raise RuntimeError("alloctrace: an interpreter without a GIL cannot be recorded.")
        # PyDLL keeps the GIL, which allocators may be set with only.
        library = ctypes.PyDLL(_built())
        library.alloctrace_mark.argtypes = [ctypes.c_char_p]
        _library = library
    return _library


def _built():
    """The hooks as a library: from the cache, or compiled now."""
    compiler = shlex.split(os.environ.get("CC") or "cc")
    flags = ["-O2", "-shared", "-fPIC", "-pthread"]
    if sys.platform == "darwin":
        flags += ["-undefined", "dynamic_lookup"]
    key = "\0".join([_SOURCE, *compiler, *flags, sysconfig.get_platform()])
    name = "python-" + hashlib.sha256(key.encode()).hexdigest()[:20] + ".so"
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(cache, "alloctrace")
    library = os.path.join(folder, name)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if os.stat(folder).st_uid != os.getuid():
            raise OSError("the folder is somebody else's")
    except OSError:
        folder = tempfile.mkdtemp(prefix="alloctrace-")
        library = os.path.join(folder, name)
    if os.path.exists(library):
        return library
    with tempfile.TemporaryDirectory(dir=folder) as place:
        source = os.path.join(place, "hooks.c")
        built = os.path.join(place, name)
        with open(source, "w", encoding="utf-8") as file:
            file.write(_SOURCE)
        command = [*compiler, *flags, "-o", built, source]
        try:
            subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except FileNotFoundError:
            raise RuntimeError(
                f"alloctrace: there is no C compiler {compiler[0]!r}. Install one, name one in CC, "
                "or use the preload recorder with PYTHONMALLOC=malloc."
            ) from None
        except subprocess.CalledProcessError as error:
            said = error.stdout.decode(errors="replace")
            raise RuntimeError(f"alloctrace: the hooks could not be compiled:\n{said}") from None
        # In one piece: another process may be looking for it.
        os.replace(built, library)
    return library


def _main(arguments):
    if arguments in ([], ["-m"]) or arguments[0] in ("-h", "--help"):
        print("usage: python3 alloctrace.py [-m] PROGRAM ARGUMENTS...", file=sys.stderr)
        return 2
    # The program gets this very module when it imports alloctrace, for its marks.
    sys.modules["alloctrace"] = sys.modules["__main__"]
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        sys.path[0] = os.getcwd()
        # A trace of before is not replaced by one of nothing.
        if importlib.util.find_spec(arguments[1].partition(".")[0]) is None:
            return _no_program(arguments[1])
        start()
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        sys.path[0] = os.path.dirname(os.path.abspath(arguments[0]))
        if not os.path.exists(arguments[0]):
            return _no_program(arguments[0])
        start()
        runpy.run_path(arguments[0], run_name="__main__")
    return 0


def _no_program(name):
    print(f'alloctrace.py: there is no program "{name}"', file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
