#ifndef UNDERSTUDY_PHONE_PAGE_H
#define UNDERSTUDY_PHONE_PAGE_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// One of the files of `Page`, of which the phone's page in a browser is made, as it was when this target was compiled.
/// Everything here is constant and lives as long as the process.
struct understudy_page_file {
    /// The file's place below `Page`, for example `texts/en.json`.
    const char *name;
    /// The bytes of the file: UTF-8, no byte order mark, no terminating NUL.
    const unsigned char *bytes;
    /// How many bytes there are.
    size_t length;
};

/// How many files there are.
size_t understudy_page_file_count(void);

/// The file at a place of the list, or NULL where there is none.
const struct understudy_page_file *_Nullable understudy_page_file_at(size_t index);

#pragma clang assume_nonnull end

#endif
