/*
 * Tells the thread sanitizer of the locks that the standard library takes unseen.
 *
 * Synchronization.Mutex takes a free lock in our own code, which the sanitizer watches, but waits for a taken one, and
 * wakes who waits, inside the library, which it does not: what one thread wrote under the lock would count as a race
 * where another had to wait for it. Loaded before the library (LD_PRELOAD), these stand in front of its two functions.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SELF __attribute__((swift_context)) void *

/* Of the sanitizer; missing in programs without it. */
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

typedef __attribute__((swiftcall)) void Lock(uint32_t thread, SELF handle);
typedef __attribute__((swiftcall)) void Unlock(SELF handle);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, SELF handle) __asm__(LOCK_SLOW);
__attribute__((swiftcall)) void unlock_slow(SELF handle) __asm__(UNLOCK_SLOW);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, SELF handle)
{
    ((Lock *)dlsym(RTLD_NEXT, LOCK_SLOW))(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

__attribute__((swiftcall)) void unlock_slow(SELF handle)
{
    if (__tsan_release) __tsan_release(handle);
    ((Unlock *)dlsym(RTLD_NEXT, UNLOCK_SLOW))(handle);
}
