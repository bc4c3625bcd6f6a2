// A phone that has been reset: it says so, and what it is now.

import { button, make } from "./dom.js";
import { icon } from "./icons.js";
import { text } from "./texts.js";

export function factory(hand) {
    return make("div.factory", {},
        make("p.ring", {}, icon("reset")),
        make("h2", {}, text("phone.factory.title")),
        make("p", {}, text("phone.factory.body")),
        make("p", {}, make("code", {}, "understudy enroll --help")),
        button(text("phone.factory.start"), () => hand.go("home"), { class: "action", "data-first": true }));
}
