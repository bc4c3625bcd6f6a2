// The management tree: what is there, what could be, and what is known of each node.

import { get, why } from "./api.js";
import { field, fill, make } from "./dom.js";
import { eventually, on } from "./state.js";
import { text } from "./texts.js";
import { VirtualList } from "./virtual-list.js";
import { showNode } from "./tree-node.js";

/** The tree may be another one after these. */
const changing = new Set([
    "command", "sessionEnded", "wiped", "unenrolled", "enrolled", "pinReplaced", "jobEnded", "note", "executed",
]);

let rows = [];
const open = new Set(["."]);
let search = "";
let all = false;
let list;
let detail;
let count;
let panel;
let goToMessage;
let isStale = true;

export function showTree(place, openMessage) {
    panel = place;
    goToMessage = openMessage;
    list = new VirtualList({ label: text("tab.tree"), key: (row) => row.uri, render, onOpen: choose, onKey: fold });
    list.element.classList.add("tree");
    detail = make("div.detail", {}, make("p.soft.hint", {}, text("tree.hint")));
    count = make("p.soft.small", { role: "status" });
    fill(panel, filterBar(), make("div.split", {}, make("div.side", {}, count, list.element), detail));
    const refresh = eventually(load, 1000);
    on("event", (event) => {
        if (!changing.has(event.kind)) return;
        isStale = true;
        if (!panel.hidden) refresh();
    });
    on("link", (link) => link === "live" && !panel.hidden && refresh());
}

/** To be called when the tree comes to be seen. */
export async function refreshTree() {
    if (!isStale) return;
    try {
        await load();
    } catch (error) {
        fill(detail, make("p.result", { role: "alert" }, why(error)));
    }
}

async function load() {
    isStale = false;
    rows = await get("/tree", { uri: ".", all });
    // The root's children are open from the beginning, so that there is something to see.
    if (open.size === 1) for (const row of rows) if (row.depth === 1 && row.format === "node") open.add(row.uri);
    show();
}

function filterBar() {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: "Camera" });
    input.addEventListener("input", () => { search = input.value.trim().toLowerCase(); show(); });
    const every = make("input", { type: "checkbox", on: { change: showAll } });
    function showAll(event) {
        all = event.target.checked;
        isStale = true;
        refreshTree();
    }
    return make("form.filter", { role: "search", on: { submit: (event) => event.preventDefault() } },
        field(text("tree.search"), input), make("label.switch", {}, every, text("tree.all")));
}

/** The rows that are seen: of a search those that fit with their whole address, else what stands open. */
function show() {
    if (search) {
        const found = rows.filter((row) => `${row.uri} ${row.value ?? ""}`.toLowerCase().includes(search));
        fill(count, text(found.length ? "tree.found" : "tree.none", { count: found.length }));
        return list.set(found.map((row) => ({ ...row, isFound: true })));
    }
    fill(count);
    const seen = [];
    let hiddenBelow = Infinity;
    rows.forEach((row, index) => {
        if (row.depth > hiddenBelow) return;
        hiddenBelow = Infinity;
        const hasChildren = (rows[index + 1]?.depth ?? 0) > row.depth;
        const isOpen = hasChildren && open.has(row.uri);
        if (hasChildren && !isOpen) hiddenBelow = row.depth;
        seen.push({ ...row, hasChildren, isOpen });
    });
    return list.set(seen);
}

function render(row) {
    const depth = row.isFound ? 0 : row.depth;
    return make(`div.row.node${row.isPresent ? "" : ".absent"}`, {
        role: "treeitem", "aria-level": depth + 1, "aria-expanded": row.hasChildren ? String(row.isOpen) : null,
        style: { "--depth": depth },
    },
    make("span.fold", { "aria-hidden": "true" }, row.hasChildren ? (row.isOpen ? "▾" : "▸") : ""),
    make("span.name", {}, row.isFound ? row.uri : row.name),
    row.isPresent ? null : make("span.unseen", {}, text("tree.absent")),
    row.value === undefined ? null : make("span.node-value", {}, shortened(row.value)),
    make("abbr.access", { title: text("tree.access", { access: row.access }) }, row.access));
}

function choose(row) {
    if (row.hasChildren && list.chosen === row.uri) toggle(row);
    else if (row.hasChildren && !row.isOpen) toggle(row);
    list.chosen = row.uri;
    showNode(detail, row, { goToMessage, onChange: () => { isStale = true; return refreshTree(); } });
}

function toggle(row) {
    if (!open.delete(row.uri)) open.add(row.uri);
    show();
}

function fold(event, row) {
    if (event.key === "ArrowRight" && row.hasChildren && !row.isOpen) toggle(row);
    else if (event.key === "ArrowLeft" && row.hasChildren && row.isOpen) toggle(row);
    else if (event.key === "ArrowLeft" && !row.isFound) activate(parent(row));
    else return false;
    return true;
}

const activate = (wanted) => list.activate(list.items.findIndex(({ uri }) => uri === wanted));

const shortened = (value) => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

/** The node above: the last one before it that stands higher. */
function parent(row) {
    const place = rows.findIndex(({ uri }) => uri === row.uri);
    for (let index = place - 1; index >= 0; index--) if (rows[index].depth < row.depth) return rows[index].uri;
    return row.uri;
}
