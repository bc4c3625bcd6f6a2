// The screen that is seen first: time, day, and what happened meanwhile.

import { button, make } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./state.js";
import { longDay, shortTime, text } from "./texts.js";

export function lockScreen(hand) {
    const open = () => hand.go(state.status?.isLocked ? "pin" : "home");
    const news = state.notices.slice(0, 3).map((notice) =>
        make("li", {}, icon(notice.sign), make("span", {}, notice.title)));
    return make("div.lock", {},
        make("ul.news", { "aria-label": text("phone.notifications") }, news),
        make("div.lock-foot", {},
            make("p.clock", { "data-clock": true }, shortTime(Date.now())),
            make("p.day", {}, longDay(Date.now())),
            // Whether a PIN is wanted is known only when the phone has told how it is.
            button(text("phone.lock.open"), open, {
                class: "unlock", "data-first": true, "data-focus": "unlock", disabled: !state.status,
            })));
}
