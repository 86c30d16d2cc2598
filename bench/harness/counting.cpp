// SPDX-License-Identifier: BSL-1.0
// PROGRAM SIZE
// Counts what a call of every side of a workload of one size takes, and writes it as JSON: instructions, allocations and
// their bytes for one call; bytes of heap held at most during calls, what was made before included; bytes of stack; and
// about how many operations the workload's value has, whoever computes it. A number that this system does not give is
// null; instructions are counted under callgrind, too.
#include <pthread.h>
#include <sys/mman.h>

#include "harness/heap.hpp"
#include "harness/instructions.hpp"
#include "harness/sides.hpp"

namespace {

using namespace bench;

struct counts {
  double instructions = 0, allocations = 0, bytes = 0;
  long held = 0, stack = 0;
};

/// Runs it in a thread whose stack was never written to, and looks how far down it was.
template <class F>
long stack_taken_by(F f) {
  constexpr std::size_t size = 256 << 20;
  void* const stack = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_t thread;
  const auto run = [](void* given) -> void* {
    (*static_cast<F*>(given))();
    return nullptr;
  };
  if (stack == MAP_FAILED || pthread_attr_setstack(&attributes, stack, size) != 0 ||
      pthread_create(&thread, &attributes, run, &f) != 0) {
    std::fputs("no thread with a stack of its own\n", stderr);
    std::exit(EXIT_FAILURE);
  }
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  const long* const words = static_cast<const long*>(stack);
  std::size_t untouched = 0;
  while (untouched < size / sizeof(long) && words[untouched] == 0) ++untouched;
  munmap(stack, size);
  return static_cast<long>(size - untouched * sizeof(long));
}

counts count(const entry& what, instruction_counter& counter) {
  const std::vector<double> points = what.points();
  const int point_count = count_of_points(what, points);
  counts result;

  const long held_before = heap().held;
  const auto one = what.make();
  heap().most_held = heap().held;
  one->repeat(points.data(), point_count, 1);  // memory that is kept from call to call is there now
  const std::int64_t calls = calls_at_a_time(what, *one, points, callgrind::runs() ? 1e-3 : 20e-6);
  const heap_use before = heap();
  one->repeat(points.data(), point_count, calls);
  const heap_use after = heap();
  result.held = after.most_held - held_before;
  result.allocations = static_cast<double>(after.allocations - before.allocations) / static_cast<double>(calls);
  result.bytes = static_cast<double>(after.bytes - before.bytes) / static_cast<double>(calls);

  // The least of some runs: an interrupt adds to a count, nothing takes away from it. A long call needs but one.
  for (int run = 0; run < (calls > 1 ? 3 : 1); ++run) {
    counter.start();
    one->repeat(points.data(), point_count, calls);
    const double each = static_cast<double>(counter.stop()) / static_cast<double>(calls);
    if (run == 0 || each < result.instructions) result.instructions = each;
  }

  result.stack = stack_taken_by([&] { one->repeat(points.data(), point_count, 1); }) - stack_taken_by([] {});
  return result;
}

void print(const char* name, double value, bool known) {
  if (known) std::printf(", \"%s\": %.17g", name, value);
  else std::printf(", \"%s\": null", name);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::fprintf(stderr, "usage: %s SIZE\n", arguments[0]);
    return 2;
  }
  instruction_counter counter;
  const char* separator = "[";
  for (const entry* what : entries_of_size(std::atoi(arguments[1]))) {
    const counts result = count(*what, counter);
    std::printf("%s\n  {\"name\": \"%s/%d/%s\"", separator, what->workload, what->size, what->rival);
    print("operations", what->operations, true);
    print("instructions", result.instructions, result.instructions >= 0);
    print("allocations", result.allocations, heap_is_counted());
    print("bytes", result.bytes, heap_is_counted());
    print("held", static_cast<double>(result.held), heap_is_counted());
    print("stack", static_cast<double>(result.stack), true);
    std::printf("}");
    separator = ",";
  }
  std::puts("\n]");
}
