/*
 * Prints what an allocator is asked for as an .alloctrace file, a line an event: for C (from C99) and
 * C++ (from C++11), on bare metal and anywhere else. Needs no library, no memory and no file.
 *
 * In one source file:
 *
 *   #define ALLOCTRACE_IMPLEMENTATION
 *   #include "alloctrace.h"
 *
 * and when the program begins:
 *
 *   static void print(void *context, const char *text, size_t length) { ... uart, file, log ... }
 *   alloctrace_begin(print, NULL);
 *
 * Then call the functions below where your allocator does something, or let a preset do that. A preset
 * is a macro that is defined before the #include above:
 *
 *   ALLOCTRACE_WRAP        malloc, calloc, realloc, free. Link with
 *                          -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
 *   ALLOCTRACE_WRAP_ALIGNED  beside that: memalign, aligned_alloc. Link with
 *                          -Wl,--wrap=memalign,--wrap=aligned_alloc as well
 *   ALLOCTRACE_NEWLIB      the same for newlib's _malloc_r, _calloc_r, _realloc_r, _free_r,
 *                          _memalign_r. Link with -Wl,--wrap=_malloc_r,... Newlib's own calls within
 *                          one file of it cannot be wrapped.
 *   ALLOCTRACE_FREERTOS    traceMALLOC and traceFREE of heap_1 to heap_5. See the end of this file.
 *   ALLOCTRACE_ESP_IDF     the hooks of CONFIG_HEAP_USE_HOOKS
 *   ALLOCTRACE_ZEPHYR      the listeners of CONFIG_HEAP_LISTENER: call alloctrace_zephyr_begin
 *   ALLOCTRACE_OPERATOR_NEW  C++: operator new and delete, in all forms, over malloc and free
 *
 * Define one of them, or two that see different calls: an operator new over a wrapped malloc would
 * print each block twice.
 *
 * Macros that may be defined as well, before that #include:
 *
 *   ALLOCTRACE_LOCK() ALLOCTRACE_UNLOCK()  where several threads, tasks or interrupts allocate
 *   ALLOCTRACE_TIME()       nanoseconds as an unsigned integer
 *   ALLOCTRACE_TID()        the thread or task as an unsigned integer
 *   ALLOCTRACE_HEAP         what the heap line says: "size=64KiB". Without it, readers choose.
 *
 * The print function should not allocate. If it does, as printf may at its first call, what it
 * allocates is left out; with a lock, that must then be one that a thread can take twice.
 */
#ifndef ALLOCTRACE_H
#define ALLOCTRACE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Takes text of the trace: whole lines, without a NUL at the end. */
typedef void (*alloctrace_print)(void *context, const char *text, size_t length);

/* Prints the first lines; from now on events are printed. */
void alloctrace_begin(alloctrace_print print, void *context);
/* From now on no events are printed. */
void alloctrace_end(void);

/* Call these after an allocation. A block of NULL means that there was no memory. */
void alloctrace_alloc(const void *block, size_t size);
void alloctrace_calloc(const void *block, size_t size);
void alloctrace_alloc_aligned(const void *block, size_t size, size_t align);
/* Call this before a block is given back: its address is somebody else's afterwards. */
void alloctrace_free(const void *block);
/* Call this after a realloc, under the lock that your allocator has; `old` may be NULL. */
void alloctrace_realloc(const void *old, const void *block, size_t size);
/* A point in time with a name. */
void alloctrace_mark(const char *name);

#ifdef __cplusplus
}
#endif

#if defined(ALLOCTRACE_FREERTOS) && !defined(traceMALLOC)
#define traceMALLOC(address, size) alloctrace_alloc((address), (size))
#define traceFREE(address, size) alloctrace_free(address)
#endif

#endif /* ALLOCTRACE_H */

#if defined(ALLOCTRACE_IMPLEMENTATION) && !defined(ALLOCTRACE_IMPLEMENTED)
#define ALLOCTRACE_IMPLEMENTED

#ifndef ALLOCTRACE_LOCK
#define ALLOCTRACE_LOCK() ((void)0)
#define ALLOCTRACE_UNLOCK() ((void)0)
#endif

#ifdef __cplusplus
extern "C" {
#endif

static struct {
  alloctrace_print print;
  void *context;
  /* The print function is at work: what it allocates is its own. */
  int is_printing;
} alloctrace_state;

#define ALLOCTRACE_LINE 256

static char *alloctrace_text(char *to, const char *text) {
  while (*text != 0) *to++ = *text++;
  return to;
}

static char *alloctrace_number(char *to, uintmax_t value) {
  char digits[3 * sizeof value];
  int count = 0;
  do digits[count++] = (char)('0' + (int)(value % 10));
  while ((value /= 10) != 0);
  while (count > 0) *to++ = digits[--count];
  return to;
}

static char *alloctrace_id(char *to, const void *block) {
  uintptr_t value = (uintptr_t)block;
  int shift = (int)sizeof value * 8 - 4;
  if (block == NULL) return alloctrace_text(to, "null");
  *to++ = '0';
  *to++ = 'x';
  while (shift > 0 && value >> shift == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) *to++ = "0123456789abcdef"[value >> shift & 15];
  return to;
}

/* Ends a line with what is known of every event, and prints it. */
static void alloctrace_line(char *line, char *to) {
#ifdef ALLOCTRACE_TID
  to = alloctrace_number(alloctrace_text(to, " tid="), (uintmax_t)ALLOCTRACE_TID());
#endif
#ifdef ALLOCTRACE_TIME
  to = alloctrace_number(alloctrace_text(to, " t="), (uintmax_t)ALLOCTRACE_TIME());
#endif
  *to++ = '\n';
  alloctrace_state.is_printing = 1;
  alloctrace_state.print(alloctrace_state.context, line, (size_t)(to - line));
  alloctrace_state.is_printing = 0;
}

static int alloctrace_is_on(void) {
  return alloctrace_state.print != NULL && !alloctrace_state.is_printing;
}

/* The program got nothing: a mark, and an allocation that is freed at once, as the program will not. */
static void alloctrace_failure(size_t size, size_t align) {
  char line[ALLOCTRACE_LINE];
  char *to = alloctrace_number(alloctrace_text(line, "m \"an allocation of "), size);
  alloctrace_line(line, alloctrace_text(to, " bytes failed\""));
  /* A trace holds no larger size. */
  if ((uintmax_t)size >> 53 != 0) return;
  to = alloctrace_number(alloctrace_text(line, "a failed "), size);
  if (align != 0) to = alloctrace_number(alloctrace_text(to, " align="), align);
  alloctrace_line(line, to);
  alloctrace_line(line, alloctrace_text(line, "f failed"));
}

/* The lock is held. */
static void alloctrace_event(
    char verb, const void *old, const void *block, size_t size, size_t align) {
  char line[ALLOCTRACE_LINE];
  char *to = line;
  if (!alloctrace_is_on()) return;
  if (verb == 'r' && block == NULL && size == 0 && old != NULL) verb = 'f';
  if (verb != 'f' && block == NULL) {
    alloctrace_failure(size, align);
    return;
  }
  *to++ = verb;
  *to++ = ' ';
  if (verb == 'f' || verb == 'r') to = alloctrace_id(to, old);
  if (verb == 'r') *to++ = ' ';
  if (verb != 'f') {
    to = alloctrace_id(to, block);
    *to++ = ' ';
    to = alloctrace_number(to, size);
  }
  if (align != 0) to = alloctrace_number(alloctrace_text(to, " align="), align);
  alloctrace_line(line, to);
}

static void alloctrace_locked_event(
    char verb, const void *old, const void *block, size_t size, size_t align) {
  ALLOCTRACE_LOCK();
  alloctrace_event(verb, old, block, size, align);
  ALLOCTRACE_UNLOCK();
}

void alloctrace_begin(alloctrace_print print, void *context) {
  static const char first[] =
      "alloctrace 1\n"
      "meta recorder=\"alloctrace.h 1\" capture=midway\n"
#ifdef ALLOCTRACE_HEAP
      "heap " ALLOCTRACE_HEAP "\n"
#endif
      "\n";
  ALLOCTRACE_LOCK();
  alloctrace_state.print = print;
  alloctrace_state.context = context;
  alloctrace_state.is_printing = 1;
  print(context, first, sizeof first - 1);
  alloctrace_state.is_printing = 0;
  ALLOCTRACE_UNLOCK();
}

void alloctrace_end(void) {
  ALLOCTRACE_LOCK();
  alloctrace_state.print = NULL;
  ALLOCTRACE_UNLOCK();
}

void alloctrace_alloc(const void *block, size_t size) {
  alloctrace_locked_event('a', NULL, block, size, 0);
}

void alloctrace_calloc(const void *block, size_t size) {
  alloctrace_locked_event('c', NULL, block, size, 0);
}

void alloctrace_alloc_aligned(const void *block, size_t size, size_t align) {
  alloctrace_locked_event('a', NULL, block, size, align);
}

void alloctrace_free(const void *block) {
  alloctrace_locked_event('f', block, NULL, 0, 0);
}

void alloctrace_realloc(const void *old, const void *block, size_t size) {
  alloctrace_locked_event('r', old, block, size, 0);
}

void alloctrace_mark(const char *name) {
  char line[ALLOCTRACE_LINE];
  char *to = alloctrace_text(line, "m \"");
  for (; *name != 0 && to < line + ALLOCTRACE_LINE - 80; name++) {
    unsigned char byte = (unsigned char)*name;
    if (byte == '"' || byte == '\\') *to++ = '\\';
    *to++ = byte < ' ' || byte == 127 ? ' ' : (char)byte;
  }
  *to++ = '"';
  ALLOCTRACE_LOCK();
  if (alloctrace_is_on()) alloctrace_line(line, to);
  ALLOCTRACE_UNLOCK();
}

/* ---- malloc and its family, by the linker ---- */

#ifdef ALLOCTRACE_WRAP

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
void *__real_memalign(size_t, size_t);
void *__real_aligned_alloc(size_t, size_t);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void __wrap_free(void *);
void *__wrap_memalign(size_t, size_t);
void *__wrap_aligned_alloc(size_t, size_t);

void *__wrap_malloc(size_t size) {
  void *block = __real_malloc(size);
  alloctrace_alloc(block, size);
  return block;
}

void *__wrap_calloc(size_t count, size_t each) {
  void *block = __real_calloc(count, each);
  /* A product that is too large cannot have worked. */
  alloctrace_calloc(block, each != 0 && count > SIZE_MAX / each ? SIZE_MAX : count * each);
  return block;
}

void *__wrap_realloc(void *old, size_t size) {
  void *block;
  ALLOCTRACE_LOCK();
  block = __real_realloc(old, size);
  alloctrace_event('r', old, block, size, 0);
  ALLOCTRACE_UNLOCK();
  return block;
}

void __wrap_free(void *block) {
  alloctrace_free(block);
  __real_free(block);
}

#ifdef ALLOCTRACE_WRAP_ALIGNED
void *__wrap_memalign(size_t align, size_t size) {
  void *block = __real_memalign(align, size);
  alloctrace_alloc_aligned(block, size, align);
  return block;
}

void *__wrap_aligned_alloc(size_t align, size_t size) {
  void *block = __real_aligned_alloc(align, size);
  alloctrace_alloc_aligned(block, size, align);
  return block;
}
#endif
#endif

/* ---- newlib ---- */

#ifdef ALLOCTRACE_NEWLIB

struct _reent;

void *__real__malloc_r(struct _reent *, size_t);
void *__real__calloc_r(struct _reent *, size_t, size_t);
void *__real__realloc_r(struct _reent *, void *, size_t);
void __real__free_r(struct _reent *, void *);
void *__real__memalign_r(struct _reent *, size_t, size_t);
void *__wrap__malloc_r(struct _reent *, size_t);
void *__wrap__calloc_r(struct _reent *, size_t, size_t);
void *__wrap__realloc_r(struct _reent *, void *, size_t);
void __wrap__free_r(struct _reent *, void *);
void *__wrap__memalign_r(struct _reent *, size_t, size_t);

/*
 * The real calloc and realloc may call the wrapped malloc and free, which then stay silent: those of
 * the same task, which each have a reent of their own. Another task's call may come in between.
 */
static int alloctrace_newlib_depth;
static const struct _reent *alloctrace_newlib_reent;

static int alloctrace_newlib_is_inside(const struct _reent *reent) {
  return alloctrace_newlib_depth > 0 && alloctrace_newlib_reent == reent;
}

static void alloctrace_newlib_enter(const struct _reent *reent) {
  ALLOCTRACE_LOCK();
  alloctrace_newlib_reent = reent;
  alloctrace_newlib_depth++;
}

void *__wrap__malloc_r(struct _reent *reent, size_t size) {
  void *block = __real__malloc_r(reent, size);
  if (!alloctrace_newlib_is_inside(reent)) alloctrace_alloc(block, size);
  return block;
}

void *__wrap__calloc_r(struct _reent *reent, size_t count, size_t each) {
  void *block;
  alloctrace_newlib_enter(reent);
  block = __real__calloc_r(reent, count, each);
  alloctrace_newlib_depth--;
  alloctrace_event('c', NULL, block, each != 0 && count > SIZE_MAX / each ? SIZE_MAX : count * each, 0);
  ALLOCTRACE_UNLOCK();
  return block;
}

void *__wrap__realloc_r(struct _reent *reent, void *old, size_t size) {
  void *block;
  alloctrace_newlib_enter(reent);
  block = __real__realloc_r(reent, old, size);
  alloctrace_newlib_depth--;
  alloctrace_event('r', old, block, size, 0);
  ALLOCTRACE_UNLOCK();
  return block;
}

void __wrap__free_r(struct _reent *reent, void *block) {
  if (!alloctrace_newlib_is_inside(reent)) alloctrace_free(block);
  __real__free_r(reent, block);
}

void *__wrap__memalign_r(struct _reent *reent, size_t align, size_t size) {
  void *block;
  alloctrace_newlib_enter(reent);
  block = __real__memalign_r(reent, align, size);
  alloctrace_newlib_depth--;
  alloctrace_event('a', NULL, block, size, align);
  ALLOCTRACE_UNLOCK();
  return block;
}

#endif

/* ---- ESP-IDF ---- */

#ifdef ALLOCTRACE_ESP_IDF

void esp_heap_trace_alloc_hook(void *block, size_t size, uint32_t capabilities);
void esp_heap_trace_free_hook(void *block);

void esp_heap_trace_alloc_hook(void *block, size_t size, uint32_t capabilities) {
  (void)capabilities;
  alloctrace_alloc(block, size);
}

/* Called after the block was given back. With two cores the other may have got it by then. */
void esp_heap_trace_free_hook(void *block) {
  alloctrace_free(block);
}

#endif

/* ---- Zephyr ---- */

#ifdef ALLOCTRACE_ZEPHYR

#ifdef __cplusplus
}
#endif
#include <zephyr/sys/heap_listener.h>
#ifdef __cplusplus
extern "C" {
#endif

void alloctrace_zephyr_begin(alloctrace_print print, void *context, uintptr_t heap_id);

static void alloctrace_zephyr_alloc(uintptr_t heap_id, void *block, size_t size) {
  (void)heap_id;
  alloctrace_alloc(block, size);
}

static void alloctrace_zephyr_free(uintptr_t heap_id, void *block, size_t size) {
  (void)heap_id;
  (void)size;
  alloctrace_free(block);
}

/* Listens to one heap: HEAP_ID_FROM_POINTER(&heap), or HEAP_ID_LIBC. Call it once. */
void alloctrace_zephyr_begin(alloctrace_print print, void *context, uintptr_t heap_id) {
  static HEAP_LISTENER_ALLOC_DEFINE(on_alloc, 0, alloctrace_zephyr_alloc);
  static HEAP_LISTENER_FREE_DEFINE(on_free, 0, alloctrace_zephyr_free);
  alloctrace_begin(print, context);
  on_alloc.heap_id = heap_id;
  on_free.heap_id = heap_id;
  heap_listener_register(&on_alloc);
  heap_listener_register(&on_free);
}

#endif

#ifdef __cplusplus
}
#endif

/* ---- C++ ---- */

#if defined(ALLOCTRACE_OPERATOR_NEW) && defined(__cplusplus)

#include <cstdlib>
#include <new>

/* The default array and nothrow forms call these. */
void *operator new(std::size_t size) {
  for (;;) {
    void *block = std::malloc(size == 0 ? 1 : size);
    if (block != nullptr) {
      alloctrace_alloc(block, size);
      return block;
    }
    std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) {
      alloctrace_alloc(nullptr, size);
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS)
      throw std::bad_alloc();
#else
      std::abort();
#endif
    }
    handler();
  }
}

void operator delete(void *block) noexcept {
  if (block == nullptr) return;
  alloctrace_free(block);
  std::free(block);
}

#if defined(__cpp_sized_deallocation) || __cplusplus >= 201402L
void operator delete(void *block, std::size_t) noexcept {
  ::operator delete(block);
}
#endif

#if defined(__cpp_aligned_new)
/* Over-aligned blocks lie inside larger ones, whose address stands in front of them. */
void *operator new(std::size_t size, std::align_val_t wanted) {
  const std::size_t align =
      static_cast<std::size_t>(wanted) < sizeof(void *) ? sizeof(void *) : static_cast<std::size_t>(wanted);
  for (;;) {
    void *whole = size > SIZE_MAX - align - sizeof(void *) ? nullptr : std::malloc(size + align + sizeof(void *));
    if (whole != nullptr) {
      const uintptr_t inside = reinterpret_cast<uintptr_t>(whole) + sizeof(void *) + align - 1;
      void *block = reinterpret_cast<void *>(inside / align * align);
      static_cast<void **>(block)[-1] = whole;
      alloctrace_alloc_aligned(block, size, align);
      return block;
    }
    std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) {
      alloctrace_alloc(nullptr, size);
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS)
      throw std::bad_alloc();
#else
      std::abort();
#endif
    }
    handler();
  }
}

void operator delete(void *block, std::align_val_t) noexcept {
  if (block == nullptr) return;
  alloctrace_free(block);
  std::free(static_cast<void **>(block)[-1]);
}

void operator delete(void *block, std::size_t, std::align_val_t align) noexcept {
  ::operator delete(block, align);
}
#endif

#endif

#endif /* ALLOCTRACE_IMPLEMENTATION */

/*
 * FreeRTOS: at the end of FreeRTOSConfig.h
 *
 *   #define ALLOCTRACE_FREERTOS
 *   #include "alloctrace.h"
 *
 * and in one source file, behind #include "FreeRTOS.h" and "task.h":
 *
 *   #define ALLOCTRACE_IMPLEMENTATION
 *   #define ALLOCTRACE_TID() ((uintptr_t)xTaskGetCurrentTaskHandle())
 *   #include "alloctrace.h"
 *
 * The heaps call the macros while the scheduler is suspended, so no lock is needed, and the print
 * function must not wait for another task. heap_2, heap_4 and heap_5 give the size of the block with
 * its header, not what was asked for.
 */
