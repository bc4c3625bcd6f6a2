"""How a program is linked, read from its file of ELF: a bare machine has no readelf."""

import struct

# What a release may need where it runs. All else, such as what reads zip archives, is inside it.
MAY_NEED = {
    "libxml2.so.2", "libsqlite3.so.0", "libz.so.1", "libstdc++.so.6", "libgcc_s.so.1", "libm.so.6", "libc.so.6",
    "ld-linux-x86-64.so.2",
}


def linking(program):
    """Returns the paths of its own in which it looks for libraries, whether it binds them before it begins, and which."""
    with open(program, "rb") as file:
        octets = file.read()
    offset, = struct.unpack_from("<Q", octets, 32)
    size, count = struct.unpack_from("<HH", octets, 54)
    segments = [struct.unpack_from("<IIQQQQQQ", octets, offset + number * size) for number in range(count)]
    start, length = next((segment[2], segment[5]) for segment in segments if segment[0] == 2)
    entries = [struct.unpack_from("<qQ", octets, place) for place in range(start, start + length, 16)]
    tags = dict(entries)

    def place(address):
        return next(s[2] + address - s[3] for s in segments if s[0] == 1 and s[3] <= address < s[3] + s[5])

    def text(offset):
        begin = place(tags[5]) + offset
        return octets[begin:octets.index(b"\0", begin)].decode()

    texts = [text(tags[tag]) for tag in (15, 29) if tag in tags]
    paths = [path for text in texts for path in text.split(":") if path]
    # DT_BIND_NOW, DF_BIND_NOW in DT_FLAGS, DF_1_NOW in DT_FLAGS_1.
    is_bound = 24 in tags or tags.get(30, 0) & 8 or tags.get(0x6FFFFFFB, 0) & 1
    return paths, bool(is_bound), {text(offset) for tag, offset in entries if tag == 1}


def fault(program):
    """Returns what is wrong with how it is linked; None if nothing is."""
    paths, is_bound, needed = linking(program)
    if any("$ORIGIN" in path or not path.startswith("/") for path in paths):
        return f"looks for libraries in {paths}"
    if needed - MAY_NEED:
        return f"needs {', '.join(sorted(needed - MAY_NEED))}"
    return None if is_bound else "binds its libraries late"
