/* The baseline of the benchmarks: the same allocator as a C programmer would write it, walking its
 * free list. Same blocks, same bytes, first fit, `rounded` or `reference` layout.
 *
 * Reads from standard input: header {u32 operations, u32 slots, u32 heap size, u32 reference,
 * u32 runs}, then each operation {u32 kind, u32 slot, u32 size, u32 align}; kind 1 allocates into a
 * slot, 2 frees it. Prints the nanoseconds of each run, then the FNV-1a hash of the final image with
 * addresses taken relative to base 0x10000000. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE 0x10000000ull
#define HEADER 16
#define MIN_FREE 32

typedef struct Block {
  uint64_t size;
  uint64_t next;
} Block;

static uint8_t *heap;
static uint64_t head;
static int reference;

static Block *at(uint64_t address) { return (Block *)(heap + (address - BASE)); }

static void init(uint64_t size) {
  memset(heap, 0, size);
  head = BASE;
  at(head)->size = size - HEADER;
  at(head)->next = 0;
}

static uint64_t up(uint64_t value, uint64_t step) { return (value + step - 1) & ~(step - 1); }

static uint64_t alloc(uint64_t size, uint64_t align) {
  uint64_t *link = &head;
  for (uint64_t address = head; address != 0; link = &at(address)->next, address = *link) {
    Block *block = at(address);
    uint64_t raw = address + HEADER + 8;
    uint64_t user = up(raw, align);
    uint64_t consumed = 8 + (user - raw) + size;
    if (!reference) consumed = up(consumed, 8);
    if (block->size < consumed) continue;
    uint64_t remaining = block->size - consumed;
    if (remaining >= MIN_FREE) {
      uint64_t end = address + HEADER + consumed;
      uint64_t rest = up(end, 8);
      at(rest)->size = remaining - (rest - end) - HEADER;
      at(rest)->next = block->next;
      block->size = consumed;
      block->next = 0;
      *link = rest;
    } else {
      *link = block->next;
    }
    memcpy(heap + (user - BASE) - 8, &address, 8);
    return user;
  }
  return 0;
}

static void release(uint64_t user) {
  if (user == 0) return;
  uint64_t address;
  memcpy(&address, heap + (user - BASE) - 8, 8);
  Block *block = at(address);
  uint64_t previous = 0;
  uint64_t next = head;
  while (next != 0 && next < address) {
    previous = next;
    next = at(next)->next;
  }
  block->next = next;
  if (previous != 0) at(previous)->next = address;
  else head = address;
  if (next != 0 && address + HEADER + block->size == next) {
    block->size += HEADER + at(next)->size;
    block->next = at(next)->next;
  }
  if (previous != 0 && previous + HEADER + at(previous)->size == address) {
    at(previous)->size += HEADER + block->size;
    at(previous)->next = block->next;
  }
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000ull + (uint64_t)time.tv_nsec;
}

int main(void) {
  uint32_t header[5];
  if (fread(header, 4, 5, stdin) != 5) return 1;
  uint32_t operations = header[0];
  uint32_t(*list)[4] = malloc((size_t)operations * 16);
  uint64_t *slots = calloc(header[1], 8);
  heap = malloc(header[2]);
  if (!list || !slots || !heap || fread(list, 16, operations, stdin) != operations) return 1;
  reference = (int)header[3];
  for (uint32_t run = 0; run < header[4]; run++) {
    init(header[2]);
    uint64_t start = now();
    for (uint32_t i = 0; i < operations; i++) {
      if (list[i][0] == 1) slots[list[i][1]] = alloc(list[i][2], list[i][3]);
      else release(slots[list[i][1]]);
    }
    printf("%llu\n", (unsigned long long)(now() - start));
  }
  uint64_t hash = 0xcbf29ce484222325ull;
  for (uint32_t i = 0; i < header[2]; i++) hash = (hash ^ heap[i]) * 0x100000001b3ull;
  printf("%016llx\n", (unsigned long long)hash);
  return 0;
}
