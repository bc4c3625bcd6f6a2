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
    const buttons = new Map(tabs.map(({ name }) => [name, button(text(`tab.${name}`), () => choose(name), {
        role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`,
    })]));
    const order = () => tabs.filter(({ name }) => name !== "phone" || !wide.matches);
    place.setAttribute("aria-label", text("tabs"));
    place.append(...buttons.values());
    place.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const names = order().map(({ name }) => name);
        choose(names[(names.indexOf(chosen) + step + names.length) % names.length]);
        buttons.get(chosen).focus();
        event.preventDefault();
    });
    function choose(name) {
        chosen = name;
        for (const tab of tabs) {
            const isChosen = tab.name === name;
            const panel = document.getElementById(`panel-${tab.name}`);
            panel.hidden = !isChosen && !(tab.name === "phone" && wide.matches);
            buttons.get(tab.name).setAttribute("aria-selected", isChosen);
            buttons.get(tab.name).tabIndex = isChosen ? 0 : -1;
            buttons.get(tab.name).hidden = tab.name === "phone" && wide.matches;
            if (isChosen) tab.onShow?.();
        }
    }
    wide.addEventListener("change", () => choose(wide.matches && chosen === "phone" ? "conversation" : chosen));
    choose(wide.matches ? "conversation" : "phone");
    return choose;
}

