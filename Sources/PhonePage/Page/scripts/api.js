// The control API of a phone, or what a server of another kind has of the same shape. The token comes with the page's
// address, behind #, and goes into a header; it is never part of an address that is asked for, and never in a cookie.

import { english } from "./dom.js";
import { text } from "./texts.js";

const place = "understudy-token";

/** Whether what stands behind # is a token, and not a place on the page. */
export const isToken = (text) => /^[0-9a-f]{64}$/.test(text);

/** Takes the token from the address, and out of it: an address is shown and kept, a token should not be. */
export function takeToken() {
    const given = location.hash.slice(1);
    if (isToken(given)) {
        sessionStorage.setItem(place, given);
        history.replaceState(null, "", location.pathname);
    }
    return sessionStorage.getItem(place) !== null;
}

/** Where the API is, and how who asks is known there. */
let door = {
    base: "", credentials: "omit",
    headers: () => ({ Authorization: `Bearer ${sessionStorage.getItem(place) ?? ""}` }),
};

/** Asks another API of the same shape from now on, one that knows the browser by its sign-in. */
export function askInstead(base) {
    door = { base, credentials: "same-origin", headers: () => ({}) };
}

/** What the control API said in place of an answer. `status` is 0 where it said nothing. */
export class Refusal extends Error {
    constructor(status, message, code) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

/** @returns {Promise<Response>} an answer of success */
export async function request(method, path, { query = {}, body, signal } = {}) {
    const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" && value !== null);
    const search = wanted.length ? `?${new URLSearchParams(wanted)}` : "";
    let answer;
    try {
        answer = await fetch(door.base + path + search, {
            method, signal, cache: "no-store", credentials: door.credentials, redirect: "error",
            headers: {
                ...door.headers(), Accept: "application/json",
                ...(body === undefined ? {} : { "Content-Type": "application/json" }),
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch (error) {
        throw new Refusal(0, String(error));
    }
    if (answer.ok) return answer;
    const said = await answer.json().catch(() => ({}));
    throw new Refusal(answer.status, said.error ?? `HTTP ${answer.status}`, said.code);
}

/** What is told in the page's language whatever was asked for, by the status of HTTP; 0 where nobody answered. */
const known = { 0: "failed.noAnswer", 401: "failed.notLetIn" };

/** What went wrong, in a sentence. */
export const because = (error) => (known[error.status] ? text(known[error.status]) : error.message);

/** The same, marked as English where it is. */
export const why = (error) => (known[error.status] ? because(error) : english("span", because(error)));

const json = async (answer) => (await answer).json();
export const get = (path, query) => json(request("GET", path, { query }));
export const post = (path, body) => json(request("POST", path, { body }));
export const put = (path, body) => json(request("PUT", path, { body }));
export const remove = (path, query) => json(request("DELETE", path, { query }));
