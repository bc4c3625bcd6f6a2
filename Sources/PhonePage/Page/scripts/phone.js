// The phone: its case, its screen, and which of its screens is seen.

import { button, fill, make, say } from "./dom.js";
import { because, post } from "./api.js";
import { on, refreshStatus, state } from "./state.js";
import { icon } from "./icons.js";
import { shortTime, text } from "./texts.js";
import { lockScreen } from "./phone-lock.js";
import { pinPad } from "./phone-pin-pad.js";
import { actionCentre, home } from "./phone-home.js";
import { about, accounts, newPIN, settings, workAccount } from "./phone-settings.js";
import { factory } from "./phone-factory.js";

const screens = {
    lock: lockScreen, pin: pinPad, home, actionCentre, settings, accounts, workAccount, newPIN, about, factory,
};
/** Screens on which somebody may be typing: they are not made anew because the phone has changed, and neither is one that
 * asks something. */
const typing = new Set(["pin", "newPIN"]);

let screen;
let trail = ["lock"];
let toast;
let timer;
/** When a person went on from what tells of a reset: the event of that reset may come only afterwards. */
let wentOn = 0;
/** Whether a finger or a mouse presses on the screen: a screen that was made anew under it would swallow the click. */
let isPressed = false;

/** What screens do to the phone around them. */
const hand = {
    /** Goes to another screen. */
    go(name, values) {
        if (name === "home" || name === "lock") trail = [name];
        else if (trail.at(-1) !== name) trail.push(name);
        if (hand.values.wiped && !values?.wiped) wentOn = Date.now();
        hand.values = values ?? {};
        draw({ isNew: true });
    },
    /** Tells that the phone has been reset, at this time or later, unless a person has gone on from that since. */
    tellReset(time) {
        if (time > wentOn) hand.go("factory", { wiped: true });
    },
    back() {
        if (trail.length > 1) trail.pop();
        draw({ isNew: true });
    },
    values: {},
    /** Does something and tells on the screen what came of it where it fails. */
    async act(work) {
        try {
            const reply = await work();
            await refreshStatus();
            return reply;
        } catch (error) {
            showToast({ title: text("phone.failed"), body: because(error), sign: "warning" });
            return null;
        }
    },
};

export function showPhone(panel) {
    screen = make("div.screen");
    // It is said by the place that all of the page says things with.
    toast = make("div.toast", { hidden: true });
    const keys = make("div.keys", {},
        key("back", "phone.back", () => hand.back()),
        key("start", "phone.start", () => hand.go(state.status?.isLocked ? "lock" : "home")),
        key("notes", "phone.actionCentre", () => hand.go("actionCentre")));
    panel.setAttribute("aria-label", text("phone.title"));
    fill(panel, make("div.shell", {},
        make("div.speaker"),
        button("", power, { class: "power", "aria-label": text("phone.power"), title: text("phone.power") }),
        make("div.glass", {}, statusBar(), screen, toast, keys)));
    on("status", () => draw({ isNew: false }));
    on("notice", (notice) => {
        if (notice && isRecent(notice)) showToast(notice);
        draw({ isNew: false });
    });
    on("event", (event) => {
        if (event.kind === "wiped" && isRecent(event)) hand.tellReset(new Date(event.time));
    });
    screen.addEventListener("pointerdown", () => (isPressed = true));
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, release);
    setInterval(showTime, 1000);
    draw({ isNew: true });
}

/** The click comes right behind this; what has changed meanwhile is drawn after it. */
function release() {
    if (!isPressed) return;
    setTimeout(() => {
        isPressed = false;
        draw({ isNew: false });
    });
}

const key = (sign, name, press) => button(icon(sign), press, { "aria-label": text(name), class: "key" });

const isRecent = (notice) => Date.now() - new Date(notice.time) < 10_000;

function statusBar() {
    return make("div.statusbar", { "aria-hidden": "true" },
        make("span", { id: "bar-account" }), make("span", { id: "bar-time" }));
}

function showTime() {
    document.getElementById("bar-time").textContent = shortTime(Date.now());
    const clock = screen.querySelector("[data-clock]");
    if (clock) clock.textContent = shortTime(Date.now());
}

async function power() {
    if (state.status?.isLocked) return hand.go("lock");
    if (state.status?.hasPIN) await hand.act(() => post("/lock"));
    hand.go("lock");
}

/** Which screen is seen: a locked phone shows none but three. */
function wanted() {
    const status = state.status;
    if (!status) return "lock";
    if (hand.values.wiped) return "factory";
    const current = trail.at(-1);
    if (status.isLocked) return ["lock", "pin", "actionCentre"].includes(current) ? current : "lock";
    return current === "pin" ? "home" : current;
}

let shown = "";

function draw({ isNew }) {
    if (!screen || (isPressed && !isNew)) return;
    const name = wanted();
    // Before the phone has told how it is, where somebody has gone already is kept for then.
    if (state.status && name !== trail.at(-1)) trail = [name];
    fill(document.getElementById("bar-account"), icon("wifi"), state.status?.enrolment ? icon("work") : null);
    showTime();
    if (name === shown && !isNew && (typing.has(name) || screen.querySelector("[data-asks]"))) return;
    const hadFocus = screen.contains(document.activeElement);
    const focused = hadFocus ? document.activeElement.dataset.focus : null;
    const isOther = name !== shown;
    shown = name;
    screen.className = `screen screen-${name}`;
    fill(screen, screens[name](hand));
    showTime();
    // Who uses the keyboard goes on where they were, or at the new screen's beginning.
    if (isOther && hadFocus) (screen.querySelector("[data-first]") ?? screen.querySelector("button, input"))?.focus();
    else if (focused) screen.querySelector(`[data-focus="${focused}"]`)?.focus();
}

function showToast(notice) {
    clearTimeout(timer);
    fill(toast, icon(notice.sign),
        make("div", {}, make("strong", {}, notice.title), notice.body ? make("p", { lang: notice.language }, notice.body) : null));
    toast.hidden = false;
    say(`${notice.title}. ${notice.body ?? ""}`);
    timer = setTimeout(() => (toast.hidden = true), 6000);
}
