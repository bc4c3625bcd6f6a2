// A long list of which only what is seen is in the page.

import { make } from "./dom.js";

const spare = 8;

/** Rows of one height, of which one is the active one: arrow keys move it, Enter opens it. */
export class VirtualList {
    /**
     * @param {Object} options
     * @param {string} options.label what the list is, for who does not see it
     * @param {(item: any, isActive: boolean) => HTMLElement} options.render makes a row, a `treeitem`
     * @param {(item: any) => string|number} options.key what stays the same of a row when others come
     * @param {(item: any) => void} options.onOpen
     * @param {(event: KeyboardEvent, item: any) => boolean} [options.onKey] true where it has done something
     */
    constructor(options) {
        this.options = options;
        this.items = [];
        this.activeKey = null;
        /** Whether a finger or a mouse presses on a row: rows that were made anew under it would swallow the click. */
        this.isPressed = false;
        /** What the list was given meanwhile. */
        this.waiting = null;
        this.id = `list-${VirtualList.count++}`;
        this.space = make("div.space", { role: "presentation", on: { pointerdown: (event) => this.press(event) } });
        this.element = make("div.virtual", {
            role: "tree", tabindex: 0, "aria-label": options.label,
            on: {
                scroll: () => this.draw(),
                keydown: (event) => this.key(event),
                focus: () => this.enter(),
            },
        }, this.space);
        new ResizeObserver(() => this.draw()).observe(this.element);
        // The click comes right behind these, so what has waited is drawn after it.
        for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => this.letGo()));
    }

    /** Who comes by the keyboard is at the first row; a mouse is where it presses. */
    enter() {
        if (this.activeKey === null && this.element.matches(":focus-visible")) this.activate(0);
    }

    press(event) {
        // Behind another button's menu the end of the press may never be told.
        if (event.button === 0) this.isPressed = true;
    }

    letGo() {
        if (!this.isPressed) return;
        this.isPressed = false;
        const given = this.waiting;
        this.waiting = null;
        if (given) this.set(...given);
        else this.draw();
    }

    /** The height of a row in pixels, which the style decides. */
    get rowHeight() {
        return parseFloat(getComputedStyle(this.element).getPropertyValue("--row")) || 36;
    }

    /** @param {any[]} items */
    set(items, { keepsEnd = false } = {}) {
        if (this.isPressed) {
            this.waiting = [items, { keepsEnd }];
            return;
        }
        const box = this.element;
        const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - this.rowHeight;
        this.items = items;
        this.draw();
        if (keepsEnd && isAtEnd) this.toEnd();
    }

    toEnd() {
        this.element.scrollTop = this.element.scrollHeight;
        this.draw();
    }

    get activeIndex() {
        if (this.activeKey === null) return -1;
        return this.items.findIndex((item) => this.options.key(item) === this.activeKey);
    }

    draw() {
        if (this.isPressed) return;
        const height = this.rowHeight;
        const box = this.element;
        const first = Math.max(0, Math.floor(box.scrollTop / height) - spare);
        const last = Math.min(this.items.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + spare);
        this.space.style.setProperty("height", `${this.items.length * height}px`);
        const rows = [];
        const active = this.activeIndex;
        for (let index = first; index < last; index++) rows.push(this.row(index, index === active, height));
        // The active row is what the list names to a screen reader, so it is there wherever it is.
        if (active >= 0 && (active < first || active >= last)) rows.push(this.row(active, true, height));
        this.space.replaceChildren(...rows);
        if (active >= 0) box.setAttribute("aria-activedescendant", this.rowID(active));
        else box.removeAttribute("aria-activedescendant");
    }

    rowID(index) {
        return `${this.id}-${this.options.key(this.items[index])}`.replace(/[^\w-]/g, "_");
    }

    row(index, isActive, height) {
        const row = this.options.render(this.items[index], isActive);
        row.id = this.rowID(index);
        row.classList.toggle("active", isActive);
        row.setAttribute("aria-selected", isActive);
        // Most rows are not in the page, so that nobody could count them.
        row.setAttribute("aria-posinset", index + 1);
        row.setAttribute("aria-setsize", this.items.length);
        row.style.setProperty("top", `${index * height}px`);
        const item = this.items[index];
        row.addEventListener("click", () => {
            this.letGo();
            const place = this.items.findIndex((one) => this.options.key(one) === this.options.key(item));
            if (place < 0) return;
            this.activate(place);
            this.options.onOpen(this.items[place]);
        });
        return row;
    }

    activate(index) {
        const wanted = Math.max(0, Math.min(index, this.items.length - 1));
        if (!this.items.length) return;
        this.activeKey = this.options.key(this.items[wanted]);
        this.reveal(wanted);
        this.draw();
    }

    reveal(index) {
        const height = this.rowHeight;
        const box = this.element;
        if (index * height < box.scrollTop) box.scrollTop = index * height;
        if ((index + 1) * height > box.scrollTop + box.clientHeight) {
            box.scrollTop = (index + 1) * height - box.clientHeight;
        }
    }

    key(event) {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const active = this.activeIndex;
        const item = this.items[active];
        if (item && this.options.onKey?.(event, item)) {
            event.preventDefault();
            return;
        }
        const page = Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight) - 1);
        const goal = {
            ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page,
            Home: 0, End: this.items.length - 1,
        }[event.key];
        if (goal !== undefined) {
            this.activate(goal);
        } else if ((event.key === "Enter" || event.key === " ") && item) {
            this.options.onOpen(item);
        } else {
            return;
        }
        event.preventDefault();
    }
}
VirtualList.count = 0;
