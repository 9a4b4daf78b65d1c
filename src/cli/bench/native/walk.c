/* The baseline of the benchmarks: the same allocator as a C programmer would write it, walking its
 * free list. Same blocks, same bytes, same placement policies, `rounded` or `reference` layout.
 *
 * Obeys commands on standard input, each a u32, until the input ends:
 *   1  load: {u32 operations, setup, slots, heap size, reference, policy}, then the operations, each
 *      {u32 kind, slot, size, align}. Carries out the first `setup` of them and keeps the state.
 *   2  run: from the kept state, carries out the others and prints how many nanoseconds they took.
 *   3  hash: prints the FNV-1a hash of the heap as the last run left it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE 0x10000000ull
#define HEADER 16
#define MIN_FREE 32

enum Kind { ALLOC = 1, CALLOC, REALLOC, FREE };
enum Policy { FIRST_FIT, NEXT_FIT, BEST_FIT, WORST_FIT };

typedef struct Block {
  uint64_t size;
  uint64_t next;
} Block;

typedef struct Operation {
  uint32_t kind, slot, size, align;
} Operation;

typedef struct User {
  uint64_t address;
  uint64_t size;
} User;

/* A free block with the one before it in the list; 0 for none. */
typedef struct Place {
  uint64_t address;
  uint64_t previous;
} Place;

static uint8_t *heap;
static uint64_t head;
/* Where the next search of next fit starts; address 0 means the head. */
static Place rover;
static uint32_t reference;
static uint32_t policy;

static inline Block *at(uint64_t address) { return (Block *)(heap + (address - BASE)); }

static inline uint64_t up(uint64_t value, uint64_t step) { return (value + step - 1) & ~(step - 1); }

static void init(uint64_t size) {
  memset(heap, 0, size);
  head = BASE;
  rover = (Place){0, 0};
  at(head)->size = size - HEADER;
  at(head)->next = 0;
}

static inline uint64_t user_of(uint64_t address, uint64_t align) {
  return up(address + HEADER + 8, align);
}

/* What an allocation takes of a block. */
static inline uint64_t consumed_of(uint64_t address, uint64_t size, uint64_t align) {
  uint64_t consumed = user_of(address, align) + size - (address + HEADER);
  return reference ? consumed : up(consumed, 8);
}

static inline int fits(uint64_t address, uint64_t size, uint64_t align) {
  return at(address)->size >= consumed_of(address, size, align);
}

/* The first block that fits from one place of the list up to another. */
static inline Place find_from(Place from, uint64_t end, uint64_t size, uint64_t align) {
  while (from.address != end && !fits(from.address, size, align)) {
    from.previous = from.address;
    from.address = at(from.address)->next;
  }
  return from;
}

static inline Place find_first(uint64_t size, uint64_t align) {
  return find_from((Place){head, 0}, 0, size, align);
}

static inline Place find_next(uint64_t size, uint64_t align) {
  if (rover.address == 0) return find_first(size, align);
  Place found = find_from(rover, 0, size, align);
  if (found.address != 0) return found;
  found = find_from((Place){head, 0}, rover.address, size, align);
  return found.address == rover.address ? (Place){0, 0} : found;
}

static inline Place find_best(uint64_t size, uint64_t align) {
  Place best = {0, 0};
  uint64_t least = UINT64_MAX;
  uint64_t previous = 0;
  for (uint64_t address = head; address != 0; previous = address, address = at(address)->next) {
    if (at(address)->size < least && fits(address, size, align)) {
      best = (Place){address, previous};
      least = at(address)->size;
    }
  }
  return best;
}

static inline Place find_worst(uint64_t size, uint64_t align) {
  Place worst = {0, 0};
  uint64_t most = 0;
  uint64_t previous = 0;
  for (uint64_t address = head; address != 0; previous = address, address = at(address)->next) {
    if (at(address)->size > most && fits(address, size, align)) {
      worst = (Place){address, previous};
      most = at(address)->size;
    }
  }
  return worst;
}

static inline Place find(uint64_t size, uint64_t align) {
  switch (policy) {
    case NEXT_FIT: return find_next(size, align);
    case BEST_FIT: return find_best(size, align);
    case WORST_FIT: return find_worst(size, align);
    default: return find_first(size, align);
  }
}

static inline uint64_t alloc(uint64_t size, uint64_t align) {
  Place place = find(size, align);
  if (place.address == 0) return 0;
  Block *block = at(place.address);
  uint64_t user = user_of(place.address, align);
  uint64_t consumed = consumed_of(place.address, size, align);
  uint64_t remaining = block->size - consumed;
  uint64_t successor = block->next;
  if (remaining >= MIN_FREE) {
    uint64_t end = place.address + HEADER + consumed;
    successor = up(end, 8);
    at(successor)->size = remaining - (successor - end) - HEADER;
    at(successor)->next = block->next;
    block->size = consumed;
    block->next = 0;
  }
  if (place.previous != 0) at(place.previous)->next = successor;
  else head = successor;
  rover = successor == 0 ? (Place){0, 0} : (Place){successor, place.previous};
  memcpy(heap + (user - BASE) - 8, &place.address, 8);
  return user;
}

static inline void release(uint64_t user) {
  if (user == 0) return;
  uint64_t address;
  memcpy(&address, heap + (user - BASE) - 8, 8);
  Block *block = at(address);
  uint64_t before = 0;
  uint64_t previous = 0;
  uint64_t next = head;
  while (next != 0 && next < address) {
    before = previous;
    previous = next;
    next = at(next)->next;
  }
  block->next = next;
  if (previous != 0) at(previous)->next = address;
  else head = address;
  if (rover.address != 0 && rover.address == next) rover.previous = address;
  if (next != 0 && address + HEADER + block->size == next) {
    block->size += HEADER + at(next)->size;
    block->next = at(next)->next;
    if (rover.address == next) rover = (Place){address, previous};
    else if (rover.previous == next) rover.previous = address;
  }
  if (previous != 0 && previous + HEADER + at(previous)->size == address) {
    at(previous)->size += HEADER + block->size;
    at(previous)->next = block->next;
    if (rover.address == address) rover = (Place){previous, before};
    else if (rover.previous == address) rover.previous = previous;
  }
}

static inline void move(User *user, uint64_t size, uint64_t align) {
  uint64_t moved = alloc(size, align);
  if (moved == 0) return;
  uint64_t copied = user->size < size ? user->size : size;
  if (user->address != 0) memcpy(heap + (moved - BASE), heap + (user->address - BASE), copied);
  release(user->address);
  *user = (User){moved, size};
}

static void carry_out(const Operation *operation, const Operation *end, User *users) {
  for (; operation != end; operation++) {
    User *user = &users[operation->slot];
    switch (operation->kind) {
      case FREE:
        release(user->address);
        break;
      case REALLOC:
        move(user, operation->size, operation->align);
        break;
      default:
        *user = (User){alloc(operation->size, operation->align), operation->size};
        if (operation->kind == CALLOC && user->address != 0)
          memset(heap + (user->address - BASE), 0, operation->size);
    }
  }
}

/* ---- The workload and the state that runs begin with ---- */

static uint32_t header[6];
static Operation *operations;
static User *users, *kept_users;
static uint8_t *kept_heap;
static uint64_t kept_head;
static Place kept_rover;

static int load(void) {
  free(operations), free(users), free(kept_users), free(heap), free(kept_heap);
  if (fread(header, sizeof(uint32_t), 6, stdin) != 6) return 0;
  operations = malloc((size_t)header[0] * sizeof(Operation) + 1);
  users = calloc(header[2] + 1, sizeof(User));
  kept_users = calloc(header[2] + 1, sizeof(User));
  heap = malloc(header[3]);
  kept_heap = malloc(header[3]);
  if (!operations || !users || !kept_users || !heap || !kept_heap) return 0;
  if (fread(operations, sizeof(Operation), header[0], stdin) != header[0]) return 0;
  reference = header[4];
  policy = header[5];
  init(header[3]);
  carry_out(operations, operations + header[1], users);
  memcpy(kept_heap, heap, header[3]);
  memcpy(kept_users, users, header[2] * sizeof(User));
  kept_head = head;
  kept_rover = rover;
  return 1;
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000ull + (uint64_t)time.tv_nsec;
}

static void run(void) {
  memcpy(heap, kept_heap, header[3]);
  memcpy(users, kept_users, header[2] * sizeof(User));
  head = kept_head;
  rover = kept_rover;
  uint64_t start = now();
  carry_out(operations + header[1], operations + header[0], users);
  printf("%llu\n", (unsigned long long)(now() - start));
}

static void print_hash(void) {
  uint64_t hash = 0xcbf29ce484222325ull;
  for (uint32_t i = 0; i < header[3]; i++) hash = (hash ^ heap[i]) * 0x100000001b3ull;
  printf("%016llx\n", (unsigned long long)hash);
}

int main(void) {
  uint32_t command;
  while (fread(&command, sizeof command, 1, stdin) == 1) {
    if (command == 1 && !load()) return 1;
    if (command == 2) run();
    if (command == 3) print_hash();
    fflush(stdout);
  }
  return 0;
}
