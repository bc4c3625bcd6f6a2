// What a device and the lab said to each other, shown by the scripts of the phone's page: only where they ask is another place.

import { askInstead, why } from "../phone/scripts/api.js";
import { showConversation } from "../phone/scripts/conversation.js";
import { fill } from "../phone/scripts/dom.js";
import { tell } from "../phone/scripts/state.js";
import { loadTexts, tellUniversalTime } from "../phone/scripts/texts.js";

const panel = document.querySelector("[data-conversation]");
askInstead(panel.dataset.conversation);
// As on every page of the portal.
tellUniversalTime();
await loadTexts();
const trouble = document.querySelector("[data-trouble]");
let shown = null;
showConversation(panel, (error) => {
    // It is asked again and again, and who listens needs to hear it once.
    if ((error?.status ?? null) === shown) return;
    shown = error?.status ?? null;
    trouble.hidden = error === null;
    fill(trouble, error && why(error));
});

/** Nothing tells a page of the portal that a device has come by, so it asks. */
const ask = () => document.hidden || tell("link", "live");
ask();
setInterval(ask, 2000);
document.addEventListener("visibilitychange", ask);
