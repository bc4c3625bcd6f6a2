// A new PIN: what it must be like, in words, and which of them it keeps while it is typed.

import { button, field, fill, make, once, say } from "./dom.js";
import { post, put, why } from "./api.js";
import { refreshStatus, state } from "./state.js";
import { list, text } from "./texts.js";
import { brokenWords, ruleWords } from "./pin-words.js";

export function newPIN(hand) {
    const input = make("input", { type: "password", autocomplete: "new-password", maxlength: 127, "data-first": true });
    const again = make("input", { type: "password", autocomplete: "new-password", maxlength: 127 });
    const rules = make("div", {}, ruleWords());
    const message = make("p.result", { role: "alert" });
    let asked = 0;
    async function judge() {
        const mine = ++asked;
        if (!input.value) return fill(rules, ruleWords());
        try {
            const { faults } = await post("/pin/check", { pin: input.value });
            // What was typed meanwhile has a judgement of its own.
            if (mine !== asked) return undefined;
            fill(rules, ruleWords(faults));
            fill(message);
            const broken = brokenWords(faults);
            return say(broken.length ? text("pin.breaks", { rules: list(broken) }) : text("pin.keepsAll"));
        } catch (error) {
            return fill(message, why(error));
        }
    }
    async function keep() {
        if (input.value !== again.value) return fill(message, text("phone.newPIN.differ"));
        try {
            await put("/pin", { pin: input.value });
            await refreshStatus();
            say(text("phone.newPIN.done"));
            return hand.go("accounts");
        } catch (error) {
            return fill(message, why(error));
        }
    }
    const keepOnce = once(keep);
    return make("form.list", { on: { submit: (event) => { event.preventDefault(); keepOnce(); } } },
        make("h2", {}, text(state.status.hasPIN ? "phone.newPIN.change" : "phone.newPIN.add")),
        state.status.isPINExpired ? make("p.result", {}, text("phone.newPIN.expired")) : null,
        field(text("phone.newPIN.new"), listening(input, judge)), rules,
        field(text("phone.newPIN.again"), again), message,
        make("div.quick", {}, make("button.action", { type: "submit" }, text("phone.newPIN.keep")),
            button(text("cancel"), () => hand.back())));
}

function listening(input, listener) {
    input.addEventListener("input", listener);
    return input;
}
