"""How a program is linked, read from its file of ELF: a bare machine has no readelf."""

import struct


def linking(program):
    """Returns the paths of its own in which it looks for libraries, and whether it binds them before it begins."""
    with open(program, "rb") as file:
        octets = file.read()
    offset, = struct.unpack_from("<Q", octets, 32)
    size, count = struct.unpack_from("<HH", octets, 54)
    segments = [struct.unpack_from("<IIQQQQQQ", octets, offset + number * size) for number in range(count)]
    start, length = next((segment[2], segment[5]) for segment in segments if segment[0] == 2)
    tags = dict(struct.unpack_from("<qQ", octets, place) for place in range(start, start + length, 16))

    def place(address):
        return next(s[2] + address - s[3] for s in segments if s[0] == 1 and s[3] <= address < s[3] + s[5])

    texts = [octets[place(tags[5]) + tags[tag]:].split(b"\0", 1)[0].decode() for tag in (15, 29) if tag in tags]
    paths = [path for text in texts for path in text.split(":") if path]
    # DT_BIND_NOW, DF_BIND_NOW in DT_FLAGS, DF_1_NOW in DT_FLAGS_1.
    is_bound = 24 in tags or tags.get(30, 0) & 8 or tags.get(0x6FFFFFFB, 0) & 1
    return paths, bool(is_bound)


def fault(program):
    """Returns what is wrong with how it is linked; None if nothing is."""
    paths, is_bound = linking(program)
    if any("$ORIGIN" in path or not path.startswith("/") for path in paths):
        return f"looks for libraries in {paths}"
    return None if is_bound else "binds its libraries late"
