// What the page knows of the phone, and who wants to hear of it.

import { get } from "./api.js";

/** @type {{status: Object|null, notices: Object[], link: string}} */
export const state = { status: null, notices: [], link: "lost" };

const listeners = { status: [], event: [], notice: [], link: [] };

/** Calls the listener whenever something of that name is told. */
export function on(name, listener) {
    listeners[name].push(listener);
}

export function tell(name, value) {
    for (const listener of listeners[name]) listener(value);
}

/** Asks the phone how it is. */
export async function refreshStatus() {
    state.status = await get("/status");
    tell("status", state.status);
    return state.status;
}

/**
 * Does something soon, however often it is wanted meanwhile: once now, once more after a while.
 * @param {() => Promise<void>} work
 */
export function eventually(work, milliseconds = 250) {
    let isWaiting = false;
    let isWanted = false;
    async function run() {
        isWanted = false;
        isWaiting = true;
        try {
            await work();
        } catch {
            // The connection is lost: what was missed is asked for when it is back.
        }
        setTimeout(() => {
            isWaiting = false;
            if (isWanted) run();
        }, milliseconds);
    }
    return () => {
        isWanted = true;
        if (!isWaiting) run();
    };
}
