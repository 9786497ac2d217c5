// The instruction that brings memory near the processor without waiting for it, which Swift has no word for.
static inline void prefetch(const void *address) { __builtin_prefetch(address); }
