// One node: what its description says, how it stands, who wrote it, and what somebody does to it by hand.

import { get, post, why } from "./api.js";
import { button, english, field, fill, make } from "./dom.js";
import { dayAndTime, text } from "./texts.js";
import { badge } from "./conversation-rows.js";

/** The last one that was asked for. */
let asked = 0;

/**
 * @param {HTMLElement} place where it is shown
 * @param {Object} row the node's row of the tree
 * @param {{goToMessage: (number: number) => void, onChange: () => Promise<void>}} hand
 */
export async function showNode(place, row, hand) {
    const mine = ++asked;
    let node;
    try {
        node = await get("/node", { uri: row.uri });
    } catch (error) {
        if (mine !== asked) return;
        if (!row.uri.includes("{")) {
            fill(place, make("p.result", { role: "alert" }, why(error)));
            return;
        }
        // An address with an open name is not one that can be asked for; its row says what is known.
        node = { ...row, csp: "", values: [], notes: [], access: [], isDeprecated: false };
    }
    // Another node was chosen meanwhile.
    if (mine !== asked) return;
    const result = make("div.result", { role: "status" });
    fill(place, make("header.message-head", {}, make("h2", {}, row.name), make("code.address", {}, node.uri)),
        explanation(node), facts(node, hand), actions(node, result, place, row, hand), result);
}

function explanation(node) {
    return [
        node.description ? english("p", node.description) : null,
        node.purpose ? english("p.soft", `${node.csp}: ${node.purpose}`) : null,
        node.obstacle ? english("p.note", node.obstacle) : null,
        node.isDeprecated ? make("p.note", {}, text("node.deprecated")) : null,
        node.notes.map((note) => english("p.note", note)),
    ];
}

function facts(node, { goToMessage }) {
    const number = node.writtenIn;
    const writer = number === undefined ? text("node.handWritten")
        : button(text("node.message", { number: String(number) }), () => goToMessage(number), { class: "plain" });
    const written = node.writtenBy
        ? make("span", {}, `${node.writtenBy}, ${dayAndTime(node.writtenAt)}, `, writer) : null;
    const value = node.value === undefined ? null : make("code", {}, node.value || text("message.emptyValue"));
    const values = node.values.length ? make("ul.values", {}, node.values.map(({ value, meaning }) =>
        make("li", {}, make("code", {}, value), meaning ? english("span", ` ${meaning}`) : null)))
        : node.allowed && english("span", node.allowed);
    const rows = [
        ["node.value", value], ["node.format", node.format], ["node.access", node.access.join(", ")],
        ["node.allowed", values],
        ["node.default", node.defaultValue], ["node.since", node.since], ["node.written", written],
        ["node.there", text(node.isPresent ? "yes" : "no")],
    ];
    return make("dl.facts", {}, rows.filter(([, value]) => value).map(([name, value]) =>
        [make("dt", {}, text(name)), make("dd", {}, value)]));
}

const choice = ({ value, meaning }, present) => make("option", { value, selected: value === present },
    meaning ? `${value}: ${meaning}` : value);

const verbs = [
    ["get", "node.read"], ["replace", "node.write"], ["add", "node.add"], ["delete", "node.delete"],
    ["exec", "node.exec"],
];

function actions(node, result, place, row, hand) {
    const isInterior = node.format === "node";
    const address = make("input", { value: node.uri, spellcheck: "false", autocomplete: "off" });
    const value = node.values.length
        ? make("select", {}, node.values.map((one) => choice(one, node.value)))
        : make("textarea", { rows: 2, spellcheck: "false", value: node.value ?? "" });
    async function run(verb) {
        const takesValue = verb === "add" || verb === "replace" || (verb === "exec" && value.value !== "");
        const given = !isInterior && takesValue ? { value: value.value } : {};
        fill(result);
        try {
            const reply = await post("/command", { verb, uri: address.value.trim(), ...given });
            await hand.onChange();
            if (reply.status < 214 && verb !== "get" && address.value === node.uri) await showNode(place, row, hand);
            tell(place.querySelector(".result"), verb, reply);
        } catch (error) {
            fill(result, why(error));
        }
    }
    return make("form.hand", { on: { submit: (event) => event.preventDefault() } }, make("h3", {}, text("node.byHand")),
        make("p.soft.small", {}, text("node.byHand.more")),
        node.uri.includes("{") ? field(text("node.address"), address, text("node.address.open")) : null,
        isInterior ? null : field(text("node.value"), value),
        make("div.actions", {}, verbs.map(([verb, name]) =>
            button(text(name), () => run(verb), verb === "delete" ? { class: "danger" } : {}))));
}

function tell(place, verb, reply) {
    fill(place,
        make("p.command-line", {}, badge(reply.status), make("b", {}, verb), make("span.soft", {}, reply.statusName)),
        reply.value === undefined ? null : make("pre", { tabindex: 0 }, reply.value),
        reply.reason ? english("p.reason", reply.reason) : null, reply.notes.map((note) => english("p.note", note)));
}
