#ifndef UNDERSTUDY_CLIBARCHIVE_SHIM_H
#define UNDERSTUDY_CLIBARCHIVE_SHIM_H

// libarchive, and what Swift cannot do for it: names of entries in UTF-8 can only be had where that is the thread's language.

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

/// The language in which names are read, whatever that of whoever runs the program; null where the system lacks it. To be
/// given back with `freelocale`.
static inline locale_t understudy_language_of_names(void) {
    return newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

/// Goes to the next entry, and reads its name.
static inline int understudy_next_entry(struct archive *archive, struct archive_entry **entry, locale_t names) {
    locale_t before = names ? uselocale(names) : (locale_t)0;
    int code = archive_read_next_header(archive, entry);
    if (names) uselocale(before);
    return code;
}

#endif
