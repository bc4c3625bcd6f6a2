// What a PIN must be like, in words.

import { make } from "./dom.js";
import { state } from "./state.js";
import { text } from "./texts.js";

const classes = [
    ["digits", "Digits"], ["lowercaseLetters", "Lowercase"], ["uppercaseLetters", "Uppercase"], ["specialCharacters", "Special"],
];

/** The rules that count, each with the faults that break it. */
function rules() {
    const rules = state.status.pinRules;
    const list = [
        { words: text("pin.length", { least: rules.minimumLength.value, most: rules.maximumLength.value }),
            source: rules.minimumLength.source, faults: ["tooShort", "tooLong"] },
    ];
    for (const [name, fault] of classes) {
        const { value, source } = rules[name];
        if (value === "required") list.push({ words: text(`pin.${name}.required`), source, faults: [`lacks${fault}`] });
        if (value === "forbidden") list.push({ words: text(`pin.${name}.forbidden`), source, faults: [`has${fault}`] });
    }
    if (rules.simplePatterns.value === "forbidden") {
        list.push({ words: text("pin.simplePatterns"), source: rules.simplePatterns.source, faults: ["simplePattern"] });
    }
    if (Number(rules.history.value) > 0) {
        list.push({ words: text("pin.history", { count: Number(rules.history.value) }), source: rules.history.source, faults: ["usedBefore"] });
    }
    return list;
}

/**
 * @param {string[]} [faults] of the PIN that is being typed; without them the rules are told and nothing is judged
 * @returns {HTMLElement}
 */
export function ruleWords(faults) {
    const rows = rules();
    if (faults?.includes("foreignCharacters")) rows.push({ words: text("pin.foreignCharacters"), faults: ["foreignCharacters"] });
    return make("ul.rules", { "aria-live": faults ? "polite" : "off" }, rows.map((rule) => {
        const isBroken = faults?.some((fault) => rule.faults.includes(fault));
        const sign = faults === undefined ? "•" : isBroken ? "✗" : "✓";
        const said = faults === undefined ? "" : text(isBroken ? "pin.broken" : "pin.kept");
        return make(`li${faults === undefined ? "" : isBroken ? ".broken" : ".kept"}`, { title: rule.source ?? null },
            make("span.sign", { "aria-hidden": "true" }, sign), make("span", {}, rule.words), said ? make("span.unseen", {}, said) : null);
    }));
}
