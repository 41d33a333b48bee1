// SPDX-License-Identifier: MIT
#include "core/base/unused_memory.h"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ax {

void releaseUnusedMemory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace ax
