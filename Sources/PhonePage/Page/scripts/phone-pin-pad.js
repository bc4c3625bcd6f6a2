// The PIN pad. What is typed goes to the phone, which counts wrong ones and resets itself where a policy says so.

import { button, make } from "./dom.js";
import { post } from "./api.js";
import { icon } from "./icons.js";
import { state } from "./state.js";
import { text } from "./texts.js";

export function pinPad(hand) {
    const message = make("p.pin-message", { role: "alert" }, warning());
    const input = make("input.pin-input", {
        type: "password", autocomplete: "off", inputmode: "numeric", "aria-label": text("phone.pin.label"),
        "data-first": true, maxlength: 127,
    });
    async function enter() {
        const pin = input.value;
        input.value = "";
        if (!pin) return;
        const asked = Date.now();
        const reply = await hand.act(() => post("/unlock", { pin }));
        if (!reply) return;
        if (reply.isDone) return hand.go("home");
        // A wrong PIN counts, unless it was the one that has reset the phone.
        if (state.status.failedAttempts === 0) return hand.tellReset(asked);
        message.textContent = wrong();
        input.classList.remove("shake");
        requestAnimationFrame(() => input.classList.add("shake"));
        input.focus();
    }
    const pad = [..."123456789"].map((digit) => key(digit, () => type(input, digit)));
    pad.push(
        key(icon("erase"), () => (input.value = input.value.slice(0, -1)), text("phone.pin.erase")),
        key("0", () => type(input, "0")),
        key(icon("enter"), enter, text("phone.pin.enter")));
    return make("form.pin", { on: { submit: (event) => { event.preventDefault(); enter(); } } },
        make("h2", {}, text("phone.pin.title")), input, message, make("div.pad", {}, pad),
        button(text("phone.pin.emergency"), () => hand.back(), { class: "plain" }));
}

function key(sign, press, label) {
    return button(sign, press, { class: "digit", "aria-label": label ?? sign });
}

function type(input, digit) {
    input.value += digit;
}

/** So many wrong PINs more reset the phone; null where none ever do. */
function left() {
    const limit = Number(state.status?.pinRules.failedAttempts.value);
    return Number.isInteger(limit) ? limit - state.status.failedAttempts : null;
}

function warning() {
    return state.status?.failedAttempts > 0 ? wrong() : "";
}

function wrong() {
    const [said, more] = [text("phone.pin.wrong", { count: state.status.failedAttempts }), left()];
    return more === null ? said : `${said} ${text("phone.pin.left", { count: more })}`;
}

