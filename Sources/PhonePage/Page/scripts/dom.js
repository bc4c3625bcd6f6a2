// Making elements. Texts become text nodes, never mark-up: what a server writes is shown, not run.

/**
 * @param {string} tag name of the element, with classes behind dots: `div.row.soft`
 * @param {Object<string, any>} [properties] attributes; `on` holds listeners; what is null or false is left out
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...children) {
    const [name, ...classes] = tag.split(".");
    const element = document.createElement(name);
    if (classes.length) element.className = classes.join(" ");
    for (const [key, value] of Object.entries(properties)) set(element, key, value);
    append(element, children);
    return element;
}

function set(element, key, value) {
    if (value === null || value === undefined || value === false) return;
    if (key === "on") {
        for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (key === "value" || key === "checked") {
        element[key] = value;
    } else if (key === "style") {
        // Through the object model, because the policy of the page forbids styles in attributes.
        for (const [name, text] of Object.entries(value)) element.style.setProperty(name, text);
    } else {
        element.setAttribute(key, value === true ? "" : String(value));
    }
}

function append(element, children) {
    for (const child of children.flat(Infinity)) {
        if (child !== null && child !== undefined && child !== false) element.append(child);
    }
}

/** Puts new children in the place of the old ones. */
export function fill(element, ...children) {
    element.replaceChildren();
    append(element, children);
    return element;
}

/** Does a work once, however often it is asked for while it goes on: people click twice. */
export function once(work) {
    let isBusy = false;
    return async (...given) => {
        if (isBusy) return;
        isBusy = true;
        try {
            await work(...given);
        } finally {
            isBusy = false;
        }
    };
}

/** A button with a text. */
export function button(text, onClick, properties = {}) {
    return make("button", { type: "button", ...properties, on: { click: once(onClick) } }, text);
}

/** What the phone says in its own words, which are English whatever the page's language. */
export function english(tag, ...children) {
    return make(tag, { lang: "en" }, ...children);
}

/** A labelled field: the label, and the control that the caller made. */
export function field(text, control, note) {
    return make("label.field", {}, make("span.label", {}, text), control,
        note ? make("span.soft.small", {}, note) : null);
}

/** Says something to who listens to the page instead of looking at it. */
export function say(text) {
    document.getElementById("said").textContent = text;
}
