// A message as it was on the wire: text with its oddities marked at their places, octets as a dump.

import { make } from "./dom.js";

const longest = 80;

/** The element that marks an oddity; its number is that of the list. */
function mark(index, { text, rank }, content) {
    return make(`mark.${rank}`, { id: `mark-${index}`, tabindex: -1, title: text }, content);
}

/** Which marks there are, by their places; what is usual is not worth one. */
const placed = (marks) => marks.map((found, index) => ({ ...found, index }))
    .filter(({ offset, rank }) => offset !== undefined && rank !== "usual").sort((a, b) => a.offset - b.offset);

/**
 * @param {string} text the message
 * @param {Object[]} marks with `offset` in units of the text
 * @returns {(Node|string)[]}
 */
export function marked(text, marks) {
    const parts = [];
    let place = 0;
    for (const found of placed(marks)) {
        if (found.offset < place || found.offset >= text.length) continue;
        // A tag is marked to its end; anything else is not known to end anywhere.
        const end = text[found.offset] === "<" ? text.indexOf(">", found.offset) + 1 || text.length : found.offset + 1;
        const stop = Math.min(end, found.offset + longest);
        parts.push(text.slice(place, found.offset), mark(found.index, found, text.slice(found.offset, stop)));
        place = stop;
    }
    parts.push(text.slice(place));
    return parts;
}

/**
 * Sixteen octets a line: place, digits, characters.
 * @param {string} base64
 * @param {Object[]} marks with `offset` in octets
 */
export function dump(base64, marks) {
    const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const wanted = new Map(placed(marks).map((found) => [found.offset, found]));
    const parts = [];
    for (let start = 0; start < octets.length; start += 16) {
        const row = octets.subarray(start, start + 16);
        parts.push(`${start.toString(16).padStart(6, "0")}  `);
        row.forEach((octet, index) => {
            const digits = octet.toString(16).padStart(2, "0");
            const found = wanted.get(start + index);
            parts.push(found ? mark(found.index, found, digits) : digits, " ");
        });
        parts.push(`${"   ".repeat(16 - row.length)} ${[...row].map(character).join("")}\n`);
    }
    return parts;
}

const character = (octet) => (octet >= 32 && octet < 127 ? String.fromCharCode(octet) : ".");
