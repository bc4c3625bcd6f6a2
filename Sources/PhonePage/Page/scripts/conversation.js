// The conversation: sessions as a time line, each message a line of it, and what somebody wants to see of all that.

import { get } from "./api.js";
import { field, fill, make } from "./dom.js";
import { eventually, on } from "./state.js";
import { text } from "./texts.js";
import { VirtualList } from "./virtual-list.js";
import { row } from "./conversation-rows.js";
import { showMessage, showSession } from "./message.js";

/** What is new in the conversation is asked for after one of these. */
const telling = new Set([
    "sessionStarted", "sessionEnded", "messageSent", "messageReceived", "command", "retrying", "enrollmentCall",
    "tolerance", "answerRule", "enrolled", "renewed", "unenrolled",
]);

/** Commands that a filter can ask for. */
const verbs = [
    "Get", "Add", "Replace", "Delete", "Exec", "Copy", "Atomic", "Sequence", "Alert", "Status", "Results",
];

/** Messages and sessions as they are known here, by number. */
let known = empty();
let filter = {};
let list;
let detail;
let count;
let told;
const closed = new Set();

function empty() {
    return { revision: 0, oldest: 1, messages: new Map(), sessions: new Map() };
}

/**
 * @param {HTMLElement} panel
 * @param {(error: Error|null) => void} [onLoad] told how asking went, where nothing else of the page tells it
 */
export function showConversation(panel, onLoad = () => {}) {
    told = onLoad;
    list = new VirtualList({
        label: text("conversation.list"), key: (item) => item.key, render: row, onOpen: open,
        onKey: (event, item) => fold(event, item),
    });
    detail = make("div.detail", { id: "message" }, make("p.soft.hint", {}, text("conversation.hint")));
    count = make("p.soft.small", { role: "status" });
    fill(panel, filterBar(), make("div.split", {}, make("div.side", {}, count, list.element), detail));
    const refresh = eventually(load);
    on("event", (event) => telling.has(event.kind) && refresh());
    on("link", (link) => link === "live" && refresh());
}

function filterBar() {
    const input = (name, properties) => make("input", {
        type: "search", name, autocomplete: "off", spellcheck: "false", ...properties, on: { input: changed },
    });
    const verb = make("select", { name: "verb", on: { change: changed } },
        make("option", { value: "" }, text("filter.any")), verbs.map((name) => make("option", { value: name }, name)));
    const bar = make("form.filter", { role: "search", on: { submit: (event) => event.preventDefault() } },
        field(text("filter.text"), input("text")),
        field(text("filter.address"), input("address", { placeholder: "./Vendor/…" })),
        field(text("filter.verb"), verb),
        field(text("filter.status"), input("status", {
            inputmode: "numeric", placeholder: "404", pattern: "[0-9]*", maxlength: 3,
        })));
    const apply = eventually(async () => {
        const values = Object.fromEntries(new FormData(bar));
        filter = { ...values, status: values.status.replace(/\D/g, "") };
        known = empty();
        await load();
        list.toEnd();
    }, 300);
    function changed() {
        apply();
    }
    return bar;
}

/** Asks for what is new, until there is no more. */
async function load() {
    const mine = known;
    try {
        for (;;) {
            const page = await get("/conversation", { after: mine.revision, ...filter });
            if (mine !== known) return;
            take(page);
            if (!page.hasMore) break;
        }
        told(null);
    } catch (error) {
        told(error);
        throw error;
    }
}

function take(page) {
    known.revision = page.revision;
    known.oldest = page.oldest;
    for (const session of page.sessions) known.sessions.set(session.number, session);
    for (const message of page.messages) known.messages.set(message.number, message);
    for (const number of known.messages.keys()) {
        if (number < page.oldest) known.messages.delete(number);
    }
    if (known.sessions.size > known.messages.size) forgetSessions();
    show();
}

/** Sessions whose messages are all gone are seen no more; those that are newer may still get some. */
function forgetSessions() {
    const alive = new Set([...known.messages.values()].map(({ session }) => session));
    const newest = Math.max(0, ...[...alive].map((number) => number ?? 0));
    for (const number of known.sessions.keys()) {
        if (alive.has(number) || number > newest) continue;
        known.sessions.delete(number);
        closed.delete(number);
    }
}

/** Sessions with their messages, in the order of the messages. */
function show() {
    const items = [];
    let session = null;
    const messages = [...known.messages.values()].sort((a, b) => a.number - b.number);
    const sums = sumUp(messages);
    for (const message of messages) {
        if (message.session !== session) {
            session = message.session;
            items.push({
                key: `s${session ?? `e${message.number}`}`, kind: "session", sum: sums.get(session),
                session: known.sessions.get(session) ?? null, isOpen: !closed.has(session), first: message,
            });
        }
        if (!closed.has(session)) items.push({ key: message.number, kind: "message", message });
    }
    const isFirst = list.items.length === 0;
    list.set(items, { keepsEnd: true });
    if (isFirst) list.toEnd();
    const isFiltered = Object.values(filter).some(Boolean);
    const none = isFiltered ? "conversation.noneFits" : "conversation.none";
    fill(count, messages.length ? text("conversation.count", { count: messages.length }) : text(none),
        known.oldest > 1 ? ` ${text("conversation.oldest", { number: known.oldest })}` : "");
}

/** Of each session how many messages there are, how long their answers took, and the worst status. */
function sumUp(messages) {
    const sums = new Map();
    for (const message of messages) {
        const sum = sums.get(message.session) ?? { messages: 0, worst: 0, milliseconds: 0, last: message };
        sum.messages += 1;
        sum.milliseconds += message.milliseconds ?? 0;
        sum.worst = Math.max(sum.worst, message.worstStatus ?? 0);
        sum.last = message;
        sums.set(message.session, sum);
    }
    return sums;
}

function open(item) {
    if (item.kind === "message") return showMessage(detail, item.message.number, openNumber);
    toggle(item);
    return item.session && showSession(detail, item.session, item.sum);
}

/** Goes to a message that something else names. */
export function openNumber(number) {
    closed.delete(known.messages.get(number)?.session);
    show();
    const index = list.items.findIndex((item) => item.key === number);
    if (index >= 0) list.activate(index);
    showMessage(detail, number, openNumber);
}

function toggle(item) {
    const number = item.session?.number;
    if (number === undefined) return;
    if (!closed.delete(number)) closed.add(number);
    show();
}

function fold(event, item) {
    if (item.kind !== "session") return false;
    if (event.key !== (item.isOpen ? "ArrowLeft" : "ArrowRight")) return false;
    toggle(item);
    return true;
}
