#include <spawn.h>
#include <unistd.h>

#if defined(__linux__)
// Extensions of Linux that the module map of the C library leaves out.
extern int pipe2(int ends[2], int flags);
#endif
