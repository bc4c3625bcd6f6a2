// What the portal does better with a script: dialogs in the place of pages that ask, copying, warnings while typing, and the
// state of actions without asking for the page again. Everything works without it.

for (const link of document.querySelectorAll("a[data-dialog]")) {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog) continue;
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.showModal();
    });
    // A link that is a button is pressed by the space bar too.
    link.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        dialog.showModal();
    });
    for (const close of dialog.querySelectorAll("[data-close]")) {
        close.addEventListener("click", (event) => {
            event.preventDefault();
            dialog.close();
        });
    }
}

for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(source.textContent);
            say(button.dataset.copied);
            button.textContent = button.dataset.copied;
        } catch {
            // Where the browser does not let a page copy, a person can: the text is marked.
            getSelection().selectAllChildren(source);
        }
    });
}

const form = document.querySelector("form[data-advice]");
if (form) {
    let waiting = 0;
    form.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(advise, 250);
    });
}

/** Has the server say what is to be said of the settings as they stand in the form. */
async function advise() {
    const answer = await ask(form.dataset.advice, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer) return;
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
        // A page that answers a form has another address, and to ask for it anew would send the form again.
        if (location.pathname !== watched.dataset.page) location.replace(watched.dataset.page);
        else {
            history.replaceState(null, "", location.pathname);
            location.reload();
        }
        return;
    }
    isLeaving = false;
    setTimeout(watch, 2000);
}

async function ask(address, options) {
    try {
        const answer = await fetch(address, { cache: "no-store", credentials: "same-origin", ...options });
        return answer.ok ? await answer.json() : null;
    } catch {
        return null;
    }
}

function say(text) {
    document.getElementById("said").textContent = text;
}
