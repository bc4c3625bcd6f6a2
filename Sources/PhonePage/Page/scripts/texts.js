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
        found = texts[`${key}.${new Intl.PluralRules(language).select(values.count)}`] ?? texts[`${key}.other`];
    }
    if (found === undefined) return key;
    return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** Whether there is a text of that name. */
export function hasText(key) {
    return key in texts;
}

function shown(value) {
    return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
}

const form = (options) => (time) => new Intl.DateTimeFormat(language, options).format(new Date(time));
/** Hours, minutes and seconds of a time. */
export const clockTime = form({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
/** Hours and minutes, as a phone shows them. */
export const shortTime = form({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const longDay = form({ weekday: "long", day: "numeric", month: "long" });
export const dayAndTime = form({
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** A number of octets for people. */
export function size(octets) {
    if (octets < 1000) return text("size.octets", { count: octets });
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return octets < 1e6
        ? text("size.kilo", { number: number.format(octets / 1e3) })
        : text("size.mega", { number: number.format(octets / 1e6) });
}
