// One message, opened: what it asks or says, why the phone said what it said, and what was on the wire.

import { get, request, why } from "./api.js";
import { button, english, fill, make, say } from "./dom.js";
import { dayAndTime, duration, hasText, size, text } from "./texts.js";
import { badge } from "./conversation-rows.js";
import { asCheck, asCommandLine, asCurl } from "./copies.js";
import { dump, marked } from "./raw-text.js";

let showsSecrets = false;
/** The last one that was asked for: an answer that comes after it is not shown any more. */
let asked = 0;

/**
 * @param {HTMLElement} place where it is shown
 * @param {number} number the message's
 * @param {(number: number) => void} go opens another message
 */
export async function showMessage(place, number, go) {
    const mine = ++asked;
    try {
        const message = await get("/conversation/message", { number, secrets: showsSecrets });
        if (mine !== asked) return;
        fill(place, head(place, message, go), failure(message), commands(message), oddities(message), texts(message));
        place.scrollTop = 0;
        say(titleOf(message.line));
        // Where there is no room beside the list, it stands below, and comes to be seen.
        if (!matchMedia("(min-width: 80rem)").matches) place.scrollIntoView({ block: "start" });
    } catch (error) {
        if (mine !== asked) return;
        fill(place, make("p.result", { role: "alert" }, error.status === 404 ? text("message.gone") : why(error)));
    }
}

const titleOf = ({ sender, messageID }) =>
    text(sender === "device" ? "message.title.phone" : "message.title.server", { id: messageID ?? "–" });

function head(place, message, go) {
    const { line } = message;
    const secrets = make("label.switch", {}, make("input", {
        type: "checkbox", checked: showsSecrets, on: { change: choose },
    }), text("message.secrets"));
    async function choose(event) {
        showsSecrets = event.target.checked;
        await showMessage(place, line.number, go);
        // The message was made anew, and with it the box that somebody is at.
        place.querySelector(".switch input")?.focus();
    }
    return make("header.message-head", {},
        make("h2", {}, titleOf(line)),
        make("p.soft", {}, [
            dayAndTime(line.time), line.form?.toUpperCase() ?? text("message.foreign"), size(line.size),
            line.milliseconds === undefined ? null : text("message.waited", { count: line.milliseconds }),
        ].filter(Boolean).join(" · ")),
        message.url ? make("p.soft.address", {}, message.url) : null,
        make("div.actions", {}, message.isMasked || showsSecrets ? secrets : null, copies(message)));
}

/** Buttons that put the message on the clipboard, in the forms that fit it. */
function copies(message) {
    const forms = [];
    if (message.line.sender === "server" && message.pretty) {
        forms.push(["copy.apply", () => asCommandLine(message)], ["copy.check", () => asCheck(message)]);
    }
    if (message.line.sender === "device" && message.url) forms.push(["copy.curl", () => asCurl(message)]);
    return forms.map(([name, made]) => {
        const control = button(text(name), async () => {
            await navigator.clipboard.writeText(made()).catch(() => showInstead(control, made()));
            control.textContent = text("copy.done");
            say(text("copy.done"));
            setTimeout(() => (control.textContent = text(name)), 1500);
        }, { title: text(`${name}.more`) });
        return control;
    });
}

/** Where the browser lends no clipboard, the text is there to be taken by hand. */
function showInstead(control, copy) {
    control.after(make("textarea.copy", { readonly: true, rows: 6, value: copy, "aria-label": text("copy.byHand") }));
}

function failure(message) {
    return message.line.failure ? make("p.result.bad", { lang: "en" }, message.line.failure) : null;
}

function commands(message) {
    if (!message.commands.length) return null;
    const rows = message.commands.map((command) => make("li.command", { style: { "--depth": command.depth } },
        make("div.command-line", {}, badge(command.status), make("b", {}, command.name),
            command.id ? make("span.soft", {}, command.id) : null,
            command.about ? make("span.soft", {}, command.about) : null,
            command.statusName && command.status !== 200 ? make("span.soft", {}, command.statusName) : null),
        command.address ? make("code.address", {}, command.address) : null,
        command.value === undefined ? null : value(command),
        command.reason
            ? make("p.reason", {}, make("span.unseen", {}, `${text("message.reason")} `),
                english("span", command.reason)) : null,
        command.meaning ? meaning(command) : null,
        command.notes.map((note) => english("p.note", note))));
    return make("section", {}, make("h3", {}, text("message.commands")), make("ol.commands", {}, rows),
        message.omitted ? make("p.soft", {}, text("message.omitted", { count: message.omitted })) : null);
}

/**
 * What a status means, where only its server is asked: why the phone gave it stays on the phone. What it says and what to do
 * about it, the first sentence and the last, have words in every language; what descriptions have of the node is English.
 */
function meaning({ meaning: sentences, status }) {
    const own = (name) => (hasText(`${name}.${status}`) ? make("p", {}, text(`${name}.${status}`)) : null);
    return make("div.meaning", {}, make("p.soft.small", {}, text("message.meaning")),
        own("status") ?? english("p", sentences[0]),
        sentences.slice(1, -1).map((sentence) => english("p", sentence)),
        own("remedy") ?? english("p", sentences.at(-1)));
}

function value({ value: shown, format }) {
    if (shown.length > 200 || shown.includes("\n")) {
        return make("details", {}, make("summary", {}, text("message.value", { count: shown.length })),
            make("pre", { tabindex: 0 }, shown));
    }
    return make("p.value", {}, make("span", {}, shown === "" ? text("message.emptyValue") : shown),
        format ? make("span.soft.small", {}, format) : null);
}

/** What is odd about it; those that stand somewhere lead there. */
function oddities(message) {
    if (!message.marks.some((mark) => mark.rank !== "usual")) return null;
    const rows = message.marks.map((mark, index) => ({ mark, index })).filter(({ mark }) => mark.rank !== "usual");
    return make("section", {}, make("h3", {}, text("message.oddities")),
        make("ul.oddities", {}, rows.map(({ mark, index }) =>
            make(`li.${mark.rank}`, {}, make("span.oddity", { "aria-hidden": "true" }, "⚑"), " ", english("span", mark.text), " ",
                mark.offset === undefined
                    ? make("span.soft", {}, mark.place)
                    : button(mark.place, () => reveal(index), { class: "plain" })))));
}

function reveal(index) {
    const mark = document.getElementById(`mark-${index}`);
    if (!mark) return;
    mark.closest("details").open = true;
    mark.scrollIntoView({ block: "center" });
    mark.focus();
}

function texts(message) {
    const pre = (content, properties = {}) => make("pre", { tabindex: 0, ...properties }, content);
    const parts = [];
    const octets = message.octets && pre(dump(message.octets, message.marks), {
        class: "dump", "aria-label": text("message.octets"),
    });
    if (octets && message.pretty) {
        parts.push(folded("message.both", make("div.beside", {}, pre(message.pretty), octets)));
    } else {
        if (message.pretty) parts.push(folded("message.pretty", pre(message.pretty)));
        if (message.wire) parts.push(folded("message.wire", pre(marked(message.wire, message.marks))));
        if (octets) parts.push(folded("message.octets", octets));
    }
    parts.push(folded("message.head", pre(message.head.join("\n"))));
    return parts;
}

const folded = (name, content) => make("details.text", {}, make("summary", {}, text(name)), content);

/** A session, opened: how it went, and its files to keep. */
export function showSession(place, session, sum) {
    asked += 1;
    const result = make("p.result", { role: "alert" });
    const keep = (form) => button(text(`download.${form}`), () => download(result, session.number, form), {
        title: text(`download.${form}.more`),
    });
    say(text("session.title", { id: session.id }));
    fill(place, make("header.message-head", {}, make("h2", {}, text("session.title", { id: session.id })),
        make("p.soft", {}, [
            dayAndTime(session.begun), text("session.messages", { count: sum.messages }),
            sum.milliseconds ? text("session.waited", { time: duration(sum.milliseconds) }) : null,
            sum.worst ? text("session.worst", { status: String(sum.worst) }) : null,
        ].filter(Boolean).join(" · ")),
        ending(session),
        make("div.actions", {}, keep("har"), keep("record"), make("label.switch", {}, make("input", {
            type: "checkbox", checked: showsSecrets, on: { change: (event) => (showsSecrets = event.target.checked) },
        }), text("download.secrets"))), result));
}

/** How a session ended: in a word of the reader's language, and where it did not go well in the sentence that is known of it. */
function ending({ outcome, text: sentence }) {
    const word = outcome && hasText(`outcome.${outcome}`) ? make("p", {}, text(`outcome.${outcome}`)) : null;
    return [word, sentence && (outcome !== "completed" || !word) ? english("p.soft", sentence) : null];
}

async function download(place, session, form) {
    let answer;
    try {
        answer = await request("GET", "/conversation/session", { query: { session, form, secrets: showsSecrets } });
    } catch (error) {
        fill(place, why(error));
        return;
    }
    fill(place);
    const name = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? `session-${session}`;
    const address = URL.createObjectURL(await answer.blob());
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
