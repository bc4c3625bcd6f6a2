#ifndef UNDERSTUDY_BUILT_IN_DDF_H
#define UNDERSTUDY_BUILT_IN_DDF_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// One of the DDF files of the folder `DDF`, as it was when this target was compiled.
/// Everything here is constant and lives as long as the process.
struct understudy_ddf {
    /// The name of the CSP, which is the file's name without `.xml`, for example `RemoteLock`.
    const char *name;
    /// The bytes of the file: UTF-8, no byte order mark, no terminating NUL.
    const unsigned char *bytes;
    /// How many bytes there are.
    size_t length;
};

/// How many files there are.
size_t understudy_ddf_count(void);

/// The file at a place of the list (in the order of their names), or NULL where there is none.
const struct understudy_ddf *_Nullable understudy_ddf_at(size_t index);

/// The file of that name (upper and lower case count), or NULL where there is none.
const struct understudy_ddf *_Nullable understudy_ddf_named(const char *name);

#pragma clang assume_nonnull end

#endif
