/// Finds a start tag with more attributes than the limits allow, in the bytes, before libxml2 reads them: to see that
/// no two are the same it compares each with each, so that 200,000 of them would cost it many seconds.
///
/// Namespace declarations count as attributes. What is asked first costs a few looks at a text of usual tags.
struct CrowdedTag {
    let source: UnsafeBufferPointer<UInt8>
    /// The most attributes that a tag may have.
    let limit: Int

    /// The shortest attribute takes so many bytes: a blank, a letter, `=""`.
    private static let shortestAttribute = 5

    /// Where the `<` of the first such tag stands; nil where there is none.
    func first() -> Int? {
        // What looks like one may stand in a comment or in character data; only then is every tag looked at.
        mayHaveOne() ? firstByWalking() : nil
    }

    /// Whether any `<` is followed by such a tag. No attribute holds a `<`, so only those are looked at behind which none
    /// comes for as many bytes as so many attributes take.
    private func mayHaveOne() -> Bool {
        let stretch = (limit + 1) * Self.shortestAttribute
        guard var tag = next(UInt8(ascii: "<"), from: 0) else { return false }
        while tag + stretch < source.count {
            var last = tag + stretch
            while source[last] != UInt8(ascii: "<") { last -= 1 }
            guard last == tag else {
                tag = last
                continue
            }
            if attributes(ofTagAt: tag).count > limit { return true }
            guard let following = next(UInt8(ascii: "<"), from: tag + stretch) else { return false }
            tag = following
        }
        return false
    }

    /// Looks at tag after tag and past everything else.
    private func firstByWalking() -> Int? {
        var index = 0
        while let tag = next(UInt8(ascii: "<"), from: index) {
            if let end = end(ofOther: "<!--", "-->", at: tag) ?? end(ofOther: "<![CDATA[", "]]>", at: tag)
                ?? end(ofOther: "<?", "?>", at: tag)
            {
                index = end
                continue
            }
            let found = attributes(ofTagAt: tag)
            if found.count > limit { return tag }
            index = found.end
        }
        return nil
    }

    /// The attributes of a tag, and where it ends: at its `>`, or where the next `<` makes an end of it.
    private func attributes(ofTagAt tag: Int) -> (count: Int, end: Int) {
        var count = 0
        var quote: UInt8 = 0
        var index = tag + 1
        while index < source.count, source[index] != UInt8(ascii: "<") {
            let byte = source[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "=") {
                count += 1
            } else if byte == UInt8(ascii: ">") {
                break
            }
            index += 1
        }
        return (count, index)
    }

    /// Where a comment or its like ends that begins at a place; nil where none begins there.
    private func end(ofOther start: StaticString, _ end: StaticString, at place: Int) -> Int? {
        guard holds(start, at: place) else { return nil }
        var index = place + start.utf8CodeUnitCount
        while index < source.count {
            if holds(end, at: index) { return index + end.utf8CodeUnitCount }
            index += 1
        }
        return source.count
    }

    private func holds(_ text: StaticString, at place: Int) -> Bool {
        guard place + text.utf8CodeUnitCount <= source.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { source[place + $0] == text.utf8Start[$0] }
    }

    private func next(_ byte: UInt8, from start: Int) -> Int? {
        var index = start
        while index < source.count {
            if source[index] == byte { return index }
            index += 1
        }
        return nil
    }
}
