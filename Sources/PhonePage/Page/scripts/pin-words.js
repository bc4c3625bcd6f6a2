// What a PIN must be like, in words.

import { make } from "./dom.js";
import { state } from "./state.js";
import { text } from "./texts.js";

const classes = [
    ["digits", "Digits"], ["lowercaseLetters", "Lowercase"], ["uppercaseLetters", "Uppercase"],
    ["specialCharacters", "Special"],
];

/** The rules that count, each with the faults that break it. */
function rules() {
    const rules = state.status.pinRules;
    const list = [];
    const add = (words, { source }, ...faults) => list.push({ words, source, faults });
    const [least, most] = [rules.minimumLength, rules.maximumLength];
    add(text("pin.length", { least: least.value, most: most.value }), least, "tooShort", "tooLong");
    for (const [name, fault] of classes) {
        const rule = rules[name];
        if (rule.value === "required") add(text(`pin.${name}.required`), rule, `lacks${fault}`);
        if (rule.value === "forbidden") add(text(`pin.${name}.forbidden`), rule, `has${fault}`);
    }
    const { simplePatterns } = rules;
    if (simplePatterns.value === "forbidden") add(text("pin.simplePatterns"), simplePatterns, "simplePattern");
    const count = Number(rules.history.value);
    if (count > 0) add(text("pin.history", { count }), rules.history, "usedBefore");
    return list;
}

/** The rules that are broken, for who does not see them. */
export const brokenWords = (faults) => rows(faults).filter((rule) => isBroken(rule, faults)).map(({ words }) => words);

const isBroken = (rule, faults) => faults.some((fault) => rule.faults.includes(fault));

function rows(faults) {
    const more = { words: text("pin.foreignCharacters"), faults: ["foreignCharacters"] };
    return faults?.includes("foreignCharacters") ? [...rules(), more] : rules();
}

/**
 * @param {string[]} [faults] of the PIN that is being typed; without them the rules are told and nothing is judged
 * @returns {HTMLElement}
 */
export function ruleWords(faults) {
    return make("ul.rules", {}, rows(faults).map((rule) => {
        if (!faults) return line("", "•", rule);
        return isBroken(rule, faults)
            ? line(".broken", "✗", rule, text("pin.broken")) : line(".kept", "✓", rule, text("pin.kept"));
    }));
}

function line(kind, sign, { words, source }, said) {
    return make(`li${kind}`, { title: source ?? null }, make("span.sign", { "aria-hidden": "true" }, sign),
        make("span", {}, words), said ? make("span.unseen", {}, said) : null);
}
