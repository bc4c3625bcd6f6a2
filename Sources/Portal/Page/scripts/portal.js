// What the portal does better with a script: dialogs in the place of pages that ask, copying, warnings while typing, and the
// state of actions without asking for the page again. Everything works without it.

for (const link of document.querySelectorAll("a[data-dialog]")) {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog) continue;
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    const open = (event) => {
        event.preventDefault();
        dialog.showModal();
        // Of what cannot be undone No comes first, so that a key that is held says it.
        dialog.querySelector("[data-first]")?.focus();
    };
    link.addEventListener("click", open);
    // A link that is a button is pressed by the space bar too.
    link.addEventListener("keydown", (event) => {
        if (event.key === " ") open(event);
    });
    for (const close of dialog.querySelectorAll("[data-close]")) {
        close.addEventListener("click", (event) => {
            event.preventDefault();
            dialog.close();
        });
    }
}

// A form is sent once, however often somebody clicks: two wishes to reset a passcode would be two resets. Who has stopped it
// while it went may send it again after a while; no event tells of that.
const sendingTime = 10_000;
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (event.timeStamp - form.dataset.sent < sendingTime) event.preventDefault();
    else form.dataset.sent = event.timeStamp;
});
// Who comes back to a page that the browser has kept may send again.
addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What the address says was done is said once, and not again where the page is loaded anew.
if (new URLSearchParams(location.search).has("done")) {
    const rest = new URL(location.href);
    rest.searchParams.delete("done");
    history.replaceState(null, "", rest);
    setTimeout(() => say(document.querySelector(".notice")?.textContent ?? ""), 500);
}

// Where there is no room for columns the style makes blocks of tables, which would be none to a screen reader any more.
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const part of document.querySelectorAll("table.list, table.list :is(thead, tbody, tr, th, td)")) {
    part.setAttribute("role", roles[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
}

for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(source.textContent);
            say(button.dataset.copied);
            button.textContent = button.dataset.copied;
            setTimeout(() => { button.textContent = name; }, 1500);
        } catch {
            // Where the browser does not let a page copy, a person can: the text is marked.
            getSelection().selectAllChildren(source);
        }
    });
}

const form = document.querySelector("form[data-advice]");
if (form) {
    let waiting = 0;
    let isUnsaved = false;
    form.addEventListener("submit", () => { isUnsaved = false; });
    // A link to another part would throw away what somebody has typed; the browser asks first.
    addEventListener("beforeunload", (event) => isUnsaved && event.preventDefault());
    form.addEventListener("input", () => {
        isUnsaved = true;
        // Whom the browser has asked whether they leave, and who types on, has stayed.
        isLeaving = false;
        clearTimeout(waiting);
        waiting = setTimeout(advise, 250);
    });
}

let asking = new AbortController();

/** Has the server say what is to be said of the settings as they stand in the form. */
async function advise() {
    // What was asked before something else was typed needs no answer any more.
    asking.abort();
    const mine = asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    const answer = await ask(form.dataset.advice, { method: "POST", body, signal: mine.signal });
    if (!answer || mine.signal.aborted) return;
    for (const row of form.querySelectorAll("[data-row]")) {
        const told = answer.rows[row.dataset.row] ?? [];
        const list = row.querySelector(".warnings");
        const items = told.map(warning);
        const all = (elements) => elements.map((item) => item.textContent.trim()).join("\n");
        if (all([...list.children]) !== all(items)) list.replaceChildren(...items);
    }
}

/** A warning as the template `warning` has it: in the page's language, with what is English behind it. */
function warning({ text, detail }) {
    const item = document.createElement("li");
    item.className = "warning";
    item.textContent = text;
    if (detail) {
        const more = document.createElement("span");
        more.className = "soft small";
        more.lang = "en";
        more.textContent = detail;
        item.append(" ", more);
    }
    return item;
}

const watched = document.querySelector("[data-watch]");
if (watched) {
    const news = sessionStorage.getItem("said");
    sessionStorage.removeItem("said");
    returnToPlace();
    // Who listens is told once the page is there.
    if (news) setTimeout(() => say(news), 500);
    setTimeout(watch, 2000);
}

// Who has begun to leave the page is not called back by loading it anew.
let isLeaving = false;
addEventListener("beforeunload", () => { isLeaving = true; });

/** Shows the page anew when the device stands otherwise, unless somebody is about to answer a question or reads a passcode. */
async function watch() {
    const isBusy = document.querySelector("dialog[open]") || "holds" in watched.dataset || document.hidden;
    const state = isBusy ? null : await ask(watched.dataset.watch, {});
    if (state && !isLeaving && state.digest !== watched.dataset.digest) {
        if (state.said) sessionStorage.setItem("said", state.said);
        keepPlace();
        // A page that answers a form has another address, and to ask for it anew would send the form again.
        if (location.pathname !== watched.dataset.page) location.replace(watched.dataset.page);
        else {
            history.replaceState(null, "", location.pathname);
            location.reload();
        }
        return;
    }
    if (state?.seen) showSeen(state.seen);
    isLeaving = false;
    setTimeout(watch, 2000);
}

/** Tells when the device was last there, as the template `time` has it. */
function showSeen({ text, machine }) {
    const place = document.querySelector("[data-seen]");
    if (place?.querySelector("time")?.dateTime === machine) return;
    const time = document.createElement("time");
    time.dateTime = machine;
    time.textContent = text;
    place?.replaceChildren(time);
}

/** What a person can be at. */
function stops() {
    return [...document.querySelectorAll("main :is(a, button, summary, input, select)")];
}

/** Keeps where somebody is and what they have opened, because the page is about to be made anew. */
function keepPlace() {
    const at = document.activeElement;
    const open = [...document.querySelectorAll("main details")].map((one) => one.open);
    const [page, index, name] = [watched.dataset.page, stops().indexOf(at), at?.textContent];
    sessionStorage.setItem("place", JSON.stringify({ page, index, name, open }));
}

/** Goes back there; what is new may have moved it. */
function returnToPlace() {
    const kept = JSON.parse(sessionStorage.getItem("place") ?? "null");
    sessionStorage.removeItem("place");
    if (kept?.page !== watched.dataset.page) return;
    const details = [...document.querySelectorAll("main details")];
    if (details.length === kept.open.length) details.forEach((one, index) => { one.open = kept.open[index]; });
    if (kept.index < 0) return;
    const all = stops();
    const away = (one) => Math.abs(all.indexOf(one) - kept.index);
    const same = all.filter((one) => one.textContent === kept.name).sort((one, other) => away(one) - away(other));
    same[0]?.focus({ preventScroll: true });
}

let failures = 0;
let isOver = false;

/** What the server says to a script; nothing where it does not answer, which is told once it was so twice. */
async function ask(address, options) {
    try {
        const answer = await fetch(address, { cache: "no-store", credentials: "same-origin", ...options });
        failures = 0;
        isOver = answer.status === 401;
        return answer.ok ? await answer.json() : null;
    } catch (error) {
        // Only the network's failures are of this type.
        if (error instanceof TypeError) failures += 1;
        return null;
    } finally {
        const lost = document.getElementById("lost");
        const told = isOver ? lost.dataset.over : failures > 1 ? lost.dataset.lost : "";
        if (lost.textContent !== told && !isLeaving) {
            lost.textContent = told;
            if (told) say(told);
        }
    }
}

function say(text) {
    document.getElementById("said").textContent = text;
}
