#ifndef UNDERSTUDY_BUILT_IN_PROFILES_H
#define UNDERSTUDY_BUILT_IN_PROFILES_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// One of the files of `Samples/profiles`, as it was when this target was compiled.
/// Everything here is constant and lives as long as the process.
struct understudy_profile {
    /// The file's name without `.yaml`, for example `lumia-950-1607`.
    const char *name;
    /// The bytes of the file: UTF-8, no byte order mark, no terminating NUL.
    const unsigned char *bytes;
    /// How many bytes there are.
    size_t length;
};

/// How many files there are.
size_t understudy_profile_count(void);

/// The file at a place of the list, or NULL where there is none.
const struct understudy_profile *_Nullable understudy_profile_at(size_t index);

#pragma clang assume_nonnull end

#endif
