// A phone that has been reset: it says so, and what it is now.

import { button, make } from "./dom.js";
import { icon } from "./icons.js";
import { text } from "./texts.js";

export function factory(hand) {
    // The event of the reset may have come before the phone's new state: an old one is still locked.
    async function start() {
        await hand.act(() => {});
        hand.go("home");
    }
    return make("div.factory", {},
        make("p.ring", {}, icon("reset")),
        make("h2", {}, text("phone.factory.title")),
        make("p", {}, text("phone.factory.body")),
        make("p", {}, make("code", {}, "understudy enroll --help")),
        button(text("phone.factory.start"), start, { class: "action", "data-first": true }));
}
