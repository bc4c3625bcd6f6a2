// Signs that are drawn, because not every machine has letters for them. Each is one line on a field of 24 by 24.

const lines = {
    lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    key: "M4 16a4 4 0 1 0 8 0 4 4 0 1 0-8 0M11 13l8-8M16 8l3 3",
    reset: "M5 12a7 7 0 1 0 2-5M7 3v4h4",
    work: "M3 8h18v11H3zM9 8V5h6v3M3 13h18",
    certificate: "M5 4h14v11H5zM8 8h8M8 11h5M15 15v6l2-1.5 2 1.5v-6",
    push: "M3 6h18v12H3zM3 7l9 6 9-6",
    app: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
    bell: "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 20h4",
    restart: "M12 3v8M7 6a7.5 7.5 0 1 0 10 0",
    wifi: "M3 10a13 13 0 0 1 18 0M6 13.5a8.5 8.5 0 0 1 12 0M9 17a4 4 0 0 1 6 0M12 20h.01",
    download: "M12 4v11M7 11l5 5 5-5M4 20h16",
    map: "M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14",
    info: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 11v6M12 7.5h.01",
    settings: "M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0M12 3v4M12 17v4M3 12h4M17 12h4" +
        "M5.6 5.6l2.9 2.9M15.5 15.5l2.9 2.9M5.6 18.4l2.9-2.9M15.5 8.5l2.9-2.9",
    phone: "M7 2.5h10v19H7zM10.5 18.5h3",
    person: "M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4 20c1-5 4-6 8-6s7 1 8 6",
    list: "M4 6h16M4 12h16M4 18h10",
    back: "M19 12H5M11 5l-7 7 7 7",
    start: "M4 6l7-1v6.5H4zM12.5 4.8L20 3.5v8h-7.5zM4 13h7v6.5l-7-1zM12.5 13H20v8l-7.5-1.3z",
    notes: "M4 5h16v12h-9l-4 4v-4H4z",
    erase: "M9 5h12v14H9l-6-7zM12 9l6 6M18 9l-6 6",
    enter: "M4 12h15M13 6l6 6-6 6",
    warning: "M12 3l10 18H2zM12 10v5M12 18h.01",
};

/** The name of the language of drawings; no address that anybody asks. */
const space = "http://www.w3.org/2000/svg";

/**
 * @param {keyof typeof lines} name
 * @returns {SVGElement} a sign that is seen and not read out: what it says stands beside it
 */
export function icon(name) {
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(space, "path");
    line.setAttribute("d", lines[name] ?? lines.info);
    picture.append(line);
    return picture;
}
