#ifndef UNDERSTUDY_CLIBXML2_SHIM_H
#define UNDERSTUDY_CLIBXML2_SHIM_H

// What Swift cannot do with libxml2 by itself, or not fast enough: set up a context by hand, and count characters.

#include <libxml/xmlversion.h>
// Nothing of ICU: its types would meet those of Foundation's own ICU, which has other versions of them, wherever both are
// loaded. What libxml2 has of them lies at the end of structures that are only ever pointed to here.
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/encoding.h>
#include <libxml/xmlerror.h>
#include <libxml/dict.h>
#include <stdint.h>
#include <string.h>

/// A structured error handler; the error is const from libxml2 2.12 on.
#if LIBXML_VERSION >= 21200
typedef const xmlError *understudy_xml_error;
#else
typedef xmlErrorPtr understudy_xml_error;
#endif
typedef void (*understudy_xml_error_handler)(void *user_data, understudy_xml_error error);

/// A context with no callbacks but the error handler: no network, no entity loading, no declared encoding (the text is
/// UTF-8 already). Null where memory is short.
static inline xmlParserCtxtPtr understudy_xml_new(void *user_data, understudy_xml_error_handler handler) {
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (context == NULL || context->sax == NULL) return context;
    memset(context->sax, 0, sizeof(xmlSAXHandler));
    context->sax->initialized = XML_SAX2_MAGIC;
    context->sax->serror = handler;
    context->userData = user_data;
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    return context;
}

/// Makes the context ready to read `source` from `offset` on. The byte at `source[length]` must be 0. The memory stays the
/// caller's and is never moved, so that pointers handed to the callbacks stay good. 0 where memory is short.
static inline int understudy_xml_begin(xmlParserCtxtPtr context, const uint8_t *source, size_t length, size_t offset) {
    xmlCtxtReset(context);
    context->nbentities = 0;
    context->sizeentities = 0;
#if LIBXML_VERSION < 21100
    // All of the text is in memory: spares the parser the question, at every tag, whether to fetch more of it.
    context->progressive = 1;
#endif
    xmlParserInputPtr input = xmlNewInputStream(context);
    if (input == NULL) return 0;
    input->base = source;
    input->cur = source + offset;
    input->end = source + length;
    if (inputPush(context, input) < 0) {
        xmlFreeInputStream(input);
        return 0;
    }
    return 1;
}

/// Gives the context back. libxml2 keeps the entities that a text declares in a document of its own, even where nobody
/// asked for one, and gives it back by itself only where it read to the end: not where a callback stopped it.
static inline void understudy_xml_free(xmlParserCtxtPtr context) {
    if (context->myDoc != NULL) xmlFreeDoc(context->myDoc);
    context->myDoc = NULL;
    xmlFreeParserCtxt(context);
}

/// Swallows an error.
static inline void understudy_xml_ignore(void *user_data, understudy_xml_error error) {
    (void)user_data;
    (void)error;
}

/// Converts some of `input` to UTF-8 behind what `output` holds, without libxml2's habit of printing what it cannot
/// convert. Negative where nothing could be.
static inline int understudy_xml_convert(
    xmlCharEncodingHandlerPtr handler, xmlBufferPtr output, xmlBufferPtr input) {
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)understudy_xml_ignore);
    int result = xmlCharEncInFunc(handler, output, input);
    xmlSetStructuredErrorFunc(context, before);
    return result;
}

/// How many bytes of `source` are read, or -1 once the parser has been stopped.
static inline intptr_t understudy_xml_offset(xmlParserCtxtPtr context, const uint8_t *source) {
    xmlParserInputPtr input = context->input;
    if (input == NULL || input->base != source) return -1;
    return input->cur - source;
}

/// How many namespace declarations count where the parser stands.
static inline int understudy_xml_declarations(xmlParserCtxtPtr context) {
#if LIBXML_VERSION >= 21200
    return context->nsNr;
#else
    // The prefix and the name of each.
    return context->nsNr / 2;
#endif
}

/// The number of UTF-8 encoded characters that begin in the bytes.
static inline size_t understudy_count_characters(const uint8_t *bytes, size_t count) {
    size_t continuations = 0;
    for (size_t index = 0; index < count; index++) continuations += (bytes[index] & 0xC0) == 0x80;
    return count - continuations;
}

/// Whether a byte has its high bit set.
static inline int understudy_has_high_bit(const uint8_t *bytes, size_t count) {
    uint8_t all = 0;
    for (size_t index = 0; index < count; index++) all |= bytes[index];
    return (all & 0x80) != 0;
}

#endif
