#ifndef UNDERSTUDY_CZLIB_SHIM_H
#define UNDERSTUDY_CZLIB_SHIM_H

// What Swift cannot see of zlib: beginnings that are macros.

#include <zlib.h>

/// Makes a stream ready to inflate. Window bits: 15 for zlib, 31 for gzip, -15 for bare deflate.
static inline int understudy_inflate_begin(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}

/// Makes a stream ready to deflate, with the same window bits.
static inline int understudy_deflate_begin(z_stream *stream, int window_bits) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
