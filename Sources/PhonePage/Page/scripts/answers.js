// Answer rules: by which the phone answers otherwise than it would, so that a server's error paths can be seen.

import { get, post, remove, why } from "./api.js";
import { button, field, fill, make, once, say } from "./dom.js";
import { eventually, on } from "./state.js";
import { list, text } from "./texts.js";

let rows;
let message;

export function showAnswers(panel) {
    rows = make("div");
    message = make("p.result", { role: "alert" });
    fill(panel, make("div.answers", {},
        make("h2", {}, text("tab.answers")), make("p.soft", {}, text("answers.about")), rows, form()));
    const refresh = eventually(refreshAnswers);
    on("event", (event) => ["answerRule", "note"].includes(event.kind) && !panel.hidden && refresh());
}

async function refreshAnswers() {
    show(await get("/answers"));
}

/** To be called when the rules come to be seen. */
export async function openAnswers() {
    try {
        await refreshAnswers();
    } catch (error) {
        fill(message, why(error));
    }
}

function show(rules) {
    if (!rules.length) return fill(rows, make("p.soft", {}, text("answers.none")));
    return fill(rows, make("ol.rules-list", {}, rules.map(({ id, rule, source, uses }) => make("li", {},
        make("div", {}, make("code", {}, rule.on), make("p", {}, deed(rule)),
            make("p.soft.small", {}, `${source} · ${text("answers.uses", { count: uses })}`)),
        button(text("answers.off"), () => change(() => remove("/answers", { id })), {
            "aria-label": `${text("answers.off")}: ${rule.on}`,
        })))),
    rules.length > 1 ? button(text("answers.allOff"), () => change(() => remove("/answers"))) : null);
}

/** What a rule does, in words. */
function deed(rule) {
    const parts = [];
    if (rule.status !== undefined) parts.push(text("answers.says.status", { status: String(rule.status) }));
    if (rule.value !== undefined) parts.push(text("answers.says.value", { value: rule.value }));
    if (rule.do !== undefined) parts.push(text(`answers.says.${rule.do}`));
    if (rule.after !== undefined) parts.push(text("answers.says.after", { time: rule.after }));
    if (rule.times !== undefined) parts.push(text("answers.says.times", { count: rule.times }));
    if (rule.chance !== undefined) parts.push(text("answers.says.chance", { chance: rule.chance }));
    return list(parts);
}

async function change(work) {
    try {
        fill(message);
        const rules = await work();
        show(Array.isArray(rules) ? rules : await get("/answers"));
        say(text("answers.changed"));
        return true;
    } catch (error) {
        fill(message, why(error));
        return false;
    }
}

function form() {
    const option = (value, name) => make("option", { value }, text(name));
    const kind = make("select", { name: "kind" }, option("any", "filter.any"),
        ["get", "add", "replace", "delete", "exec"].map((verb) => make("option", { value: verb }, verb)),
        option("message", "answers.message"));
    const input = (name, properties) =>
        make("input", { name, autocomplete: "off", spellcheck: "false", ...properties });
    const deeds = make("select", { name: "do" },
        option("", "answers.nothing"), option("drop", "answers.drop"), option("silent", "answers.silent"));
    const ofNode = [
        field(text("answers.pattern"), input("pattern", { placeholder: "./Vendor/MSFT/Policy/**" }),
            text("answers.pattern.more")),
        field(text("answers.status"), input("status", { inputmode: "numeric", placeholder: "500", maxlength: 3 })),
        field(text("answers.value"), input("value")),
    ];
    const ofMessage = [field(text("answers.do"), deeds)];
    const shows = () => {
        const isMessage = kind.value === "message";
        for (const part of ofNode) part.hidden = isMessage;
        for (const part of ofMessage) part.hidden = !isMessage;
    };
    kind.addEventListener("change", shows);
    shows();
    const whole = make("form.add-rule", {}, make("h3", {}, text("answers.add")), make("div.fields", {},
        field(text("answers.kind"), kind), ofNode, ofMessage,
        field(text("answers.after"), input("after", { placeholder: "30s" })),
        field(text("answers.times"), input("times", { inputmode: "numeric", placeholder: text("answers.always") })),
        field(text("answers.chance"), input("chance", { inputmode: "decimal", placeholder: "1" }))),
    message, make("button.action", { type: "submit" }, text("answers.add")));
    const send = once(async () => {
        if (await change(() => post("/answers", rule(new FormData(whole))))) whole.reset();
        shows();
    });
    whole.addEventListener("submit", (event) => {
        event.preventDefault();
        send();
    });
    return whole;
}

/** The rule that the form says; what is left out counts for nothing. */
function rule(values) {
    const isMessage = values.get("kind") === "message";
    const made = { on: isMessage ? "message" : `${values.get("kind")} ${values.get("pattern").trim()}` };
    const names = isMessage ? ["do", "after", "times", "chance"] : ["status", "value", "after", "times", "chance"];
    for (const name of names) {
        const value = values.get(name).trim();
        if (value === "") continue;
        const isNumber = ["status", "times", "chance"].includes(name) && !Number.isNaN(Number(value));
        made[name] = isNumber ? Number(value) : value;
    }
    return made;
}
