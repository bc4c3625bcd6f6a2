// The lines of the conversation.

import { make } from "./dom.js";
import { clockTime, sessionTime, size, text } from "./texts.js";

/** A status as a sign with a colour; the number says what the colour does. */
export function badge(status) {
    if (status === undefined || status === null) return make("span.badge.none");
    const kind = status >= 500 ? "bad" : status >= 300 ? "poor" : status >= 214 && status <= 216 ? "odd" : "good";
    return make(`span.badge.${kind}`, {}, String(status));
}

/** That nothing came of a message, or that there was an answer and none that helps. */
const failed = ({ httpStatus }) => text(httpStatus ? "message.failed" : "message.noAnswer");

/** `Get 3, Replace`: what is in a message, the rest as a number. */
function contents(message) {
    if (message.failure && !message.commands.length) return failed(message);
    if (!message.form) return message.size ? text("message.foreign") : text("message.empty");
    const shown = message.commands.slice(0, 3).map(({ name, count }) => (count > 1 ? `${name} ${count}` : name));
    const more = message.commands.length - shown.length;
    return (shown.join(", ") || text("message.noCommand")) + (more > 0 ? ` +${more}` : "");
}

export function row(item) {
    return item.kind === "session" ? sessionRow(item) : messageRow(item.message);
}

function sessionRow({ session, sum, isOpen, first }) {
    const title = session ? text("session.title", { id: session.id }) : text("session.none");
    const ending = session ? (session.outcome ? text(`outcome.${session.outcome}`) : text("session.open")) : "";
    return make("div.row.session", { role: "treeitem", "aria-level": 1, "aria-expanded": String(isOpen) },
        make("span.fold", { "aria-hidden": "true" }, isOpen ? "▾" : "▸"),
        make("time", { datetime: first.time }, sessionTime(session?.begun ?? first.time)), make("strong", {}, title),
        make("span.soft.ending", { "data-outcome": session?.outcome ?? "" }, ending),
        make("span.soft.count", {}, text("session.messages", { count: sum.messages })),
        sum.worst >= 300 && !isOpen ? badge(sum.worst) : null);
}

function messageRow(message) {
    const isPhone = message.sender === "device";
    return make(`div.row.message.${message.sender}`, { role: "treeitem", "aria-level": 2 },
        make("time.soft", { datetime: message.time }, clockTime(message.time)),
        make("span.who", {}, make("span", { "aria-hidden": "true" }, isPhone ? "↑" : "↓"),
            make("span.unseen", {}, text(isPhone ? "message.phone" : "message.server"))),
        make("span.contents", {}, contents(message)),
        make("span.soft.size", {}, size(message.size)),
        make("span.soft.wait", {}, waited(message)),
        make("span.marks", {}, marks(message)));
}

const waited = ({ milliseconds: count }) => (count === undefined ? "" : text("message.wait", { count }));

/** What is to be seen of a message at once: that it is odd, that HTTP failed, the worst status. */
function marks({ tolerances, httpStatus, failure, worstStatus }) {
    return [
        tolerances ? sign("span.oddity", "⚑", text("message.odd", { count: tolerances })) : null,
        httpStatus && httpStatus !== 200 ? make("span.badge.bad", {}, `HTTP ${httpStatus}`) : null,
        failure ? sign("span.badge.bad", "✗", failed({ httpStatus }), failure) : badge(worstStatus),
    ];
}

/** A sign that is read out as what it says; who points at it may be told more. */
const sign = (tag, letter, name, title = name) => make(tag, { role: "img", "aria-label": name, title }, letter);
