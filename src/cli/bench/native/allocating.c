/*
 * Allocates a lot and does little else: `allocating THREADS OPERATIONS`. Each thread keeps 1,000 blocks
 * of up to 2 KiB, mostly small ones, and one operation gives one back and takes another, or resizes it.
 * The same every time.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

/* glibc's own recorder, where there is one. */
extern void mtrace(void) __attribute__((weak));

#define BLOCKS 1000
static long operations;

static void *work(void *argument) {
  void *blocks[BLOCKS] = {0};
  uint32_t seed = (uint32_t)(uintptr_t)argument * 2654435761u + 1;
  for (long i = 0; i < operations; i++) {
    seed = seed * 1664525u + 1013904223u;
    void **block = &blocks[(seed >> 8) % BLOCKS];
    size_t size = (seed >> 20 & 15) == 0 ? seed >> 16 & 2047 : seed >> 16 & 127;
    if ((seed >> 28) < 2) *block = realloc(*block, size + 1);
    else {
      free(*block);
      *block = malloc(size);
    }
    if (*block != NULL) *(volatile char *)*block = 1;
  }
  for (int i = 0; i < BLOCKS; i++) free(blocks[i]);
  return NULL;
}

int main(int count, char **words) {
  pthread_t threads[64];
  int threadCount = count > 1 ? atoi(words[1]) : 1;
  operations = count > 2 ? atol(words[2]) : 1000000;
  if (getenv("MALLOC_TRACE") != NULL && mtrace != NULL) mtrace();
  if (threadCount > 64) threadCount = 64;
  for (int i = 1; i < threadCount; i++) pthread_create(&threads[i], NULL, work, (void *)(uintptr_t)i);
  work(NULL);
  for (int i = 1; i < threadCount; i++) pthread_join(threads[i], NULL);
  return 0;
}
