// The settings of the C library's heap, which Swift's module for it leaves out.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
