// The phone's settings: the account of work or school, the PIN, the phone itself.

import { button, english, fill, make, say } from "./dom.js";
import { post } from "./api.js";
import { icon } from "./icons.js";
import { state } from "./state.js";
import { dayAndTime, text } from "./texts.js";
import { ruleWords } from "./pin-words.js";

export { newPIN } from "./phone-new-pin.js";

const row = (sign, name, more, press) => make("button.setting",
    { type: "button", "data-focus": name, on: { click: press } },
    icon(sign), make("span", {}, make("b", {}, text(name)), make("span.soft", {}, more)));

export function settings(hand) {
    return make("div.list", {}, make("h2", {}, text("phone.settings")),
        row("phone", "phone.system", text("phone.system.more"), () => hand.go("about")),
        row("person", "phone.accounts", text("phone.accounts.more"), () => hand.go("accounts")));
}

export function accounts(hand) {
    return make("div.list", {}, make("h2", {}, text("phone.accounts")),
        row("key", "phone.signIn", text("phone.signIn.more"), () => hand.go("newPIN")),
        row("work", "phone.work", text("phone.work.more"), () => hand.go("workAccount")));
}

const facts = (pairs) => make("dl.facts", {}, pairs.filter(([, value]) => value).map(([name, value]) =>
    [make("dt", {}, text(name)), make("dd", {}, value)]));

/** Settings, Accounts, Access work or school. */
export function workAccount(hand) {
    const { enrolment, tenant, user } = state.status;
    const result = make("p.result", { role: "status" }, hand.values.said ?? "");
    if (!enrolment) {
        return make("div.list", {}, make("h2", {}, text("phone.work")), result, make("p", {}, text("phone.work.none")),
            make("p.soft", {}, text("phone.work.enrol")), make("code", {}, "understudy enroll --help"));
    }
    async function sync() {
        fill(result, text("phone.work.syncing"));
        const reply = await hand.act(() => post("/sync"));
        const said = reply
            ? text(reply.isSuccess ? "phone.work.synced" : "phone.work.syncedNotAll", { count: reply.messages })
            : text("phone.work.notSynced");
        hand.go("workAccount", { said });
        say(said);
    }
    return make("div.list", {}, make("h2", {}, text("phone.work")),
        facts([
            ["phone.work.user", enrolment.user || user], ["phone.work.provider", enrolment.provider],
            ["phone.work.server", enrolment.server], ["phone.work.since", dayAndTime(enrolment.since)],
            ["phone.work.lastSync", enrolment.lastScheduledSession && dayAndTime(enrolment.lastScheduledSession)],
            ["phone.work.certificate", enrolment.certificateUntil && dayAndTime(enrolment.certificateUntil)],
            ["phone.work.tenant", tenant],
        ]),
        result,
        button(text("phone.work.sync"), sync, { class: "action", "data-focus": "sync", "data-first": true }),
        disconnect(hand));
}

function disconnect(hand) {
    if (state.status.tenant) return make("p.soft", {}, text("phone.work.joined"));
    return question("phone.work.disconnect", async () => {
        const reply = await hand.act(() => post("/unenroll"));
        if (reply) hand.go("workAccount", { said: text("phone.work.disconnected") });
    });
}

/** A button that asks first. */
function question(name, act) {
    const box = make("div.question");
    // The answer that does nothing stands where the button was: a second click, or a key that is held, meets that one.
    const ask = () => {
        const no = button(text("no"), () => { show(); box.querySelector("button").focus(); }, { "data-asks": true });
        fill(box, make("p", { role: "alert" }, text(`${name}.question`)), no,
            button(text("yes"), act, { class: "danger" }));
        no.focus();
    };
    const show = () => fill(box, button(text(name), ask, { "data-focus": name }));
    show();
    return box;
}

/** Settings, System, About. */
export function about(hand) {
    const status = state.status;
    return make("div.list", {}, make("h2", {}, text("phone.about")),
        facts([
            ["phone.about.model", status.model], ["phone.about.build", status.build],
            ["phone.about.id", status.deviceID], ["phone.about.user", status.user],
            ["phone.about.recovery", status.recoveryObstacle ? english("span", status.recoveryObstacle) : text("phone.about.ready")],
        ]),
        make("h3", {}, text("phone.pin.rules")), ruleWords(),
        question("phone.wipe", async () => {
            const asked = Date.now();
            if (await hand.act(() => post("/wipe"))) hand.tellReset(asked);
        }));
}
