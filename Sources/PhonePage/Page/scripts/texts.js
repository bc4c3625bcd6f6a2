// What the page says, in the language of the browser. Every text stands in one file a language.

const known = ["en", "it"];
let texts = {};
let language = "en";

/** Takes the first language of the browser that there is a file for. */
export async function loadTexts() {
    const wanted = navigator.languages.map((name) => name.toLowerCase().split("-")[0]);
    language = wanted.find((name) => known.includes(name)) ?? "en";
    const answer = await fetch(new URL(`../texts/${language}.json`, import.meta.url), { cache: "no-store" });
    texts = await answer.json();
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
}

/**
 * @param {string} key the text's name; with a `count` among the values, `key.one` or `key.other` counts
 * @param {Object<string, string|number>} [values] for the names in braces
 */
export function text(key, values = {}) {
    let found = texts[key];
    if (found === undefined && "count" in values) {
        found = texts[`${key}.${format(Intl.PluralRules).select(values.count)}`] ?? texts[`${key}.other`];
    }
    if (found === undefined) return key;
    return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** Whether there is a text of that name. */
export function hasText(key) {
    return key in texts;
}

function shown(value) {
    return typeof value === "number" ? format(Intl.NumberFormat).format(value) : value;
}

/** Formats are dear to make, and a long list asks for one in every row. */
const made = new Map();

function format(Kind, options = {}) {
    const key = `${language} ${Kind.name} ${JSON.stringify(options)}`;
    if (!made.has(key)) made.set(key, new Kind(language, options));
    return made.get(key);
}

/** Of which times are told; the browser's own where none is chosen. */
let zone = {};

/** Tells times from now on as they are in Greenwich, for a page on which they all are told so. */
export function tellUniversalTime() {
    zone = { timeZone: "UTC" };
}

const form = (options) => (time) => format(Intl.DateTimeFormat, { ...options, ...zone }).format(new Date(time));
/** Hours, minutes and seconds of a time. */
export const clockTime = form({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
/** Hours and minutes, as a phone shows them. */
export const shortTime = form({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const longDay = form({ weekday: "long", day: "numeric", month: "long" });
export const dayAndTime = form({
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

const shortDay = form({ day: "numeric", month: "short" });
const wholeDay = form({ day: "numeric", month: "numeric", year: "numeric" });
/** Hours, minutes and seconds, with the day before them where it is another than today. */
export const sessionTime = (time) => (wholeDay(time) === wholeDay(Date.now())
    ? clockTime(time) : text("session.day", { day: shortDay(time), time: clockTime(time) }));

/** A length of time for people. */
export function duration(milliseconds) {
    const [unit, number] = milliseconds < 1000 ? ["millisecond", milliseconds]
        : milliseconds < 60_000 ? ["second", milliseconds / 1000] : ["minute", milliseconds / 60_000];
    return format(Intl.NumberFormat, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 })
        .format(number);
}

/** Several things in a row, as the language has it. */
export const list = (items) => format(Intl.ListFormat, { type: "unit" }).format(items);

/** A number of octets for people. */
export function size(octets) {
    if (octets < 1000) return text("size.octets", { count: octets });
    const number = format(Intl.NumberFormat, { maximumFractionDigits: 1 });
    return octets < 1e6
        ? text("size.kilo", { number: number.format(octets / 1e3) })
        : text("size.mega", { number: number.format(octets / 1e6) });
}
