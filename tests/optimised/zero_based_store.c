/* SPDX-License-Identifier: BSL-1.0
   The smallest program that g++ 12 compiles wrongly with -O2: it drops the call of `add`. */
double room[640];
struct memory {
  double* work;
};
__attribute__((noinline)) static void add(struct memory* m, int samples) {
  double* w = m->work;
  for (int s = 0; s < samples; ++s)
    for (int r = 0; r < 16; ++r) m->work[512 + r] += w[256 + 8 * r + s] * w[r];
}
int main(void) {
  for (int i = 0; i < 512; ++i) room[i] = 1;
  struct memory m = {room};
  add(&m, 8);
  for (int r = 0; r < 16; ++r)
    if (room[512 + r] != 8) return 1;
  return 0;
}
