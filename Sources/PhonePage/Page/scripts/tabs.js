// Which part of the page is seen.

import { button } from "./dom.js";
import { text } from "./texts.js";

/**
 * @param {HTMLElement} place
 * @param {{name: string, onShow?: () => void}[]} tabs `phone` is one only where there is no room beside it
 */
export function showTabs(place, tabs) {
    const wide = matchMedia("(min-width: 60rem)");
    let chosen = "conversation";
    const buttons = new Map(tabs.map(({ name }) => [name, button(text(`tab.${name}`), () => goTo(name), {
        role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`,
    })]));
    const order = () => tabs.filter(({ name }) => name !== "phone" || !wide.matches);
    place.setAttribute("aria-label", text("tabs"));
    place.append(...buttons.values());
    place.addEventListener("keydown", (event) => {
        // With another key beside it an arrow is the browser's: Alt and left is the way back.
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const names = order().map(({ name }) => name);
        const at = names.indexOf(chosen);
        const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
        if (goal === undefined) return;
        goTo(names.at(goal % names.length));
        buttons.get(chosen).focus();
        event.preventDefault();
    });
    /** Chooses a part, and keeps that for the way back and for a page that is loaded anew. */
    function goTo(name) {
        if (name === chosen) return;
        choose(name);
        history.pushState({ tab: name }, "");
    }
    function choose(name) {
        chosen = name;
        for (const tab of tabs) {
            const isChosen = tab.name === name;
            const panel = document.getElementById(`panel-${tab.name}`);
            panel.hidden = !isChosen && !(tab.name === "phone" && wide.matches);
            buttons.get(tab.name).setAttribute("aria-selected", isChosen);
            buttons.get(tab.name).tabIndex = isChosen ? 0 : -1;
            buttons.get(tab.name).hidden = tab.name === "phone" && wide.matches;
            // Beside the others the phone is no part that is chosen.
            if (tab.name === "phone") panel.setAttribute("role", wide.matches ? "region" : "tabpanel");
            if (isChosen) tab.onShow?.();
        }
    }
    wide.addEventListener("change", () => choose(wide.matches && chosen === "phone" ? "conversation" : chosen));
    const fitting = (name) => (order().some((tab) => tab.name === name) ? name : order()[0].name);
    addEventListener("popstate", (event) => event.state?.tab && choose(fitting(event.state.tab)));
    choose(fitting(history.state?.tab));
    history.replaceState({ tab: chosen }, "");
    return goTo;
}

