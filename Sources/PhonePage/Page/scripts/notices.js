// What servers did to the phone, as its person is told: notifications made of events.

import { hasText, text } from "./texts.js";
import { state, tell } from "./state.js";

const most = 100;

/** Policies that a message has set are one notification together. */
const isSetting = (event) =>
    event.kind === "command" && ["Add", "Replace"].includes(event.command) && event.status === 200
    && (event.uris ?? []).some((uri) => /\/(Policy\/Config|PassportForWork|DeviceLock)\//i.test(uri));

/** What an event is to the phone's person: a title, a text and a sign; null where it is nothing to them. */
function noticeOf(event) {
    switch (event.kind) {
        case "screenLocked":
            return event.text === "by the server" ? { title: "notice.locked", sign: "lock" } : null;
        case "pinReplaced": return { title: "notice.pin", body: text("notice.pin.body"), sign: "key" };
        case "wiped": return { title: "notice.wiped", sign: "reset" };
        case "enrolled": return { title: "notice.enrolled", sign: "work" };
        case "unenrolled": return { title: "notice.unenrolled", sign: "work" };
        case "renewed": return { title: "notice.renewed", sign: "certificate" };
        case "pushReceived": return { title: "notice.push", sign: "push" };
        case "noticed":
            return { title: titleOf(event.label), body: event.text, language: "en", sign: signOf(event.label) };
        case "jobPlanned":
            return { title: titleOf(event.label), body: text("notice.job.planned"), sign: signOf(event.label) };
        default: return null;
    }
}

const titleOf = (csp) => (hasText(`notice.csp.${csp}`) ? `notice.csp.${csp}` : "notice.csp");

function signOf(csp) {
    if (/app/i.test(csp)) return "app";
    if (/cert|scep|pfx/i.test(csp)) return "certificate";
    return { Reboot: "restart", RemoteRing: "bell", WiFi: "wifi", Update: "download", Maps: "map" }[csp] ?? "info";
}

/** Takes an event; what its person should know of it is kept and told. */
export function take(event) {
    const newest = state.notices[0];
    if (isSetting(event)) {
        if (newest?.settings && newest.session === event.session && newest.message === event.message) {
            newest.settings += 1;
            newest.body = text("notice.settings.body", { count: newest.settings });
            return tell("notice", newest);
        }
        return add(event, {
            title: "notice.settings", body: text("notice.settings.body", { count: 1 }), sign: "list", settings: 1,
            session: event.session, message: event.message,
        });
    }
    const notice = noticeOf(event);
    if (notice) add(event, notice);
}

function add(event, notice) {
    const title = text(notice.title, { csp: event.label ?? "" });
    const whole = { ...notice, title, number: event.number, time: event.time };
    state.notices.unshift(whole);
    state.notices.length = Math.min(state.notices.length, most);
    tell("notice", whole);
}

/** Throws all notifications away, as a person does. */
export function clear() {
    state.notices.length = 0;
    tell("notice", null);
}
