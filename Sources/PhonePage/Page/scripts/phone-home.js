// The start screen with its tiles, and the notifications.

import { button, english, make } from "./dom.js";
import { post } from "./api.js";
import { clear } from "./notices.js";
import { icon } from "./icons.js";
import { state } from "./state.js";
import { dayAndTime, shortTime, text } from "./texts.js";

export function home(hand) {
    const status = state.status;
    const tile = (kind, sign, name, press, more) => make(`button.tile.${kind}`,
        { type: "button", "data-focus": name, on: { click: press } },
        icon(sign), more ? make("span.tile-more", {}, more) : null,
        make("span.tile-name", {}, text(name)));
    const count = state.notices.length;
    return make("div.home", {},
        tile("wide", "work", "phone.work", () => hand.go("workAccount"), accountLine(status)),
        tile("small", "settings", "phone.settings", () => hand.go("settings")),
        tile("small", "bell", "phone.notifications", () => hand.go("actionCentre"), count ? String(count) : ""),
        tile("small", "key", "phone.signIn", () => hand.go("newPIN")),
        tile("small", "phone", "phone.about", () => hand.go("about")),
        status?.sights.length
            ? make("ul.sights", { "aria-label": text("phone.sights") },
                status.sights.slice(0, 6).map((sight) => english("li", make("b", {}, sight.csp), " ", sight.text)))
            : null);
}

function accountLine(status) {
    if (!status?.enrolment) return text("phone.work.none");
    const last = status.enrolment.lastScheduledSession;
    return last ? text("phone.work.last", { time: shortTime(last) }) : status.enrolment.provider;
}

export function actionCentre(hand) {
    const status = state.status;
    const rows = state.notices.map((notice) => make("li.notice", {},
        icon(notice.sign),
        make("div", {}, make("strong", {}, notice.title), notice.body ? make("p", { lang: notice.language }, notice.body) : null,
            make("time.soft", { datetime: notice.time }, dayAndTime(notice.time)))));
    async function lock() {
        await hand.act(() => post("/lock"));
        hand.go("lock");
    }
    return make("div.centre", {},
        make("h2", {}, text("phone.notifications")),
        make("div.quick", {},
            status?.hasPIN && !status.isLocked
                ? button(text("phone.lock"), lock) : null,
            state.notices.length ? button(text("phone.notifications.clear"), clear) : null),
        rows.length ? make("ul.notices", {}, rows) : make("p.soft", {}, text("phone.notifications.none")));
}
