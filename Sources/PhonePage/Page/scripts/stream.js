// What happens on the phone, as it happens: server-sent events, read by fetch because EventSource has no header for a
// token.

import { Refusal, request } from "./api.js";

let connection = new AbortController();
// Of a network that was away, or a machine that slept, the connection may have nobody at its other end any more, and nothing
// ever tells of that: it is made anew.
addEventListener("online", () => connection.abort());
let hiddenSince = 0;
document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenSince = Date.now();
    else if (Date.now() - hiddenSince > 300_000) connection.abort();
});

/**
 * Follows the events for ever. A connection that is lost is made again, from the event on that was seen last, so that
 * none is missed; where the phone does not keep the missing ones any more, `onHole` is told.
 *
 * @param {{onEvent: (event: Object) => void, onState: (state: "live"|"lost"|"refused") => void, onHole: () => void}} on
 */
export async function follow(on) {
    let last = 0;
    let pause = 250;
    for (;;) {
        try {
            connection = new AbortController();
            const answer = await request("GET", "/events", { query: { after: last }, signal: connection.signal });
            on.onState("live");
            pause = 250;
            for await (const event of events(answer.body)) {
                if (last > 0 && event.number > last + 1) on.onHole();
                last = event.number;
                on.onEvent(event);
            }
        } catch (error) {
            if (error instanceof Refusal && error.status === 401) return on.onState("refused");
        }
        on.onState("lost");
        await new Promise((resume) => setTimeout(resume, pause));
        pause = Math.min(pause * 2, 5000);
    }
}

/** The events in a body: of each, the data line is one JSON document (WHATWG HTML 9.2). */
async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        for (const line of lines) {
            if (line.startsWith("data: ")) yield JSON.parse(line.slice(6));
        }
    }
}
