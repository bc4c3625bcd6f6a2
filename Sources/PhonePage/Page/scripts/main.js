// The page begins here.

import { isToken, takeToken } from "./api.js";
import { fill, make } from "./dom.js";
import { openAnswers, showAnswers } from "./answers.js";
import { openNumber, showConversation } from "./conversation.js";
import { take } from "./notices.js";
import { showPhone } from "./phone.js";
import { eventually, on, refreshStatus, tell } from "./state.js";
import { follow } from "./stream.js";
import { showTabs } from "./tabs.js";
import { loadTexts, text } from "./texts.js";
import { refreshTree, showTree } from "./tree.js";

const panel = (name) => document.getElementById(`panel-${name}`);

function showLink(link) {
    const place = document.getElementById("link");
    // Every new attempt fails anew, and who listens needs to hear it once.
    if (place.dataset.link === link) return;
    place.dataset.link = link;
    fill(place, make("span.dot", { "aria-hidden": "true" }), text(`link.${link}`));
}

/** Says that nothing goes on here, and what to do. */
function stop(name) {
    const place = document.getElementById("stop");
    fill(place, make("strong", {}, text(`${name}.title`)), " ", text(name), " ",
        make("code", {}, "understudy run --open"));
    place.hidden = false;
}

async function begin() {
    await loadTexts();
    showLink("lost");
    if (!takeToken()) {
        document.querySelector("main").hidden = true;
        document.getElementById("tabs").hidden = true;
        return stop("stop.noToken");
    }
    showPhone(panel("phone"));
    showConversation(panel("conversation"));
    let choose = () => {};
    showTree(panel("tree"), (number) => {
        choose("conversation");
        openNumber(number);
    });
    showAnswers(panel("answers"));
    choose = showTabs(document.getElementById("tabs"), [
        { name: "phone" }, { name: "conversation" }, { name: "tree", onShow: refreshTree },
        { name: "answers", onShow: openAnswers },
    ]);
    document.querySelector(".skip").addEventListener("click", (event) => {
        event.preventDefault();
        choose("conversation");
        panel("conversation").focus();
    });
    on("status", (status) => fill(document.getElementById("model"), `${status.model} · ${status.build}`));
    const refresh = eventually(refreshStatus, 500);
    on("event", refresh);
    await follow({
        onEvent(event) {
            take(event);
            tell("event", event);
        },
        onState(link) {
            showLink(link);
            if (link === "refused") stop("stop.refused");
            if (link === "live") refresh();
            tell("link", link);
        },
        // What was missed is asked for: the conversation by its revision, the rest as it is now.
        onHole: () => tell("link", "live"),
    });
}

addEventListener("hashchange", () => isToken(location.hash.slice(1)) && takeToken() && location.reload());
begin();
