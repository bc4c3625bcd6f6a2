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

/**
 * @param {string[]} [faults] of the PIN that is being typed; without them the rules are told and nothing is judged
 * @returns {HTMLElement}
 */
export function ruleWords(faults) {
    const rows = rules();
    if (faults?.includes("foreignCharacters")) {
        rows.push({ words: text("pin.foreignCharacters"), faults: ["foreignCharacters"] });
    }
    return make("ul.rules", { "aria-live": faults ? "polite" : "off" }, rows.map((rule) => {
        if (!faults) return line("", "•", rule);
        return faults.some((fault) => rule.faults.includes(fault))
            ? line(".broken", "✗", rule, text("pin.broken")) : line(".kept", "✓", rule, text("pin.kept"));
    }));
}

function line(kind, sign, { words, source }, said) {
    return make(`li${kind}`, { title: source ?? null }, make("span.sign", { "aria-hidden": "true" }, sign),
        make("span", {}, words), said ? make("span.unseen", {}, said) : null);
}
