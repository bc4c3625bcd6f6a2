// A message in forms that somebody can run or keep: what is copied is what is shown, so masked where it is masked.

/** A text that a shell takes as it is, under a mark that does not stand in it. */
function heredoc(content) {
    let end = "EOF";
    while (content.split("\n").includes(end)) end += "_";
    return `<<'${end}'\n${content.endsWith("\n") ? content : `${content}\n`}${end}\n`;
}

/** A word of a shell. */
const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/** The server's commands, run on a phone of one's own. */
export function asCommandLine(message) {
    return `understudy apply - --explain ${heredoc(message.pretty)}`;
}

/** The server's commands as a file for `check`, with what the phone said to each. */
export function asCheck(message) {
    // A Status has one too, which is what the server says of the phone's commands.
    const answered = message.commands.filter(({ name, status }) => status !== undefined && name !== "Status");
    const statuses = answered.map((command) =>
        `  ${command.status} ${command.name} ${command.address ?? ""}${command.reason ? `: ${command.reason}` : ""}`);
    // Two hyphens would end the comment.
    const comment = `<!-- what this phone said:\n${statuses.join("\n").replaceAll("--", "- -")}\n-->\n`;
    return `understudy check - ${heredoc(comment + message.pretty)}`;
}

/** The phone's request, made again. */
export function asCurl(message) {
    const fields = message.head.slice(1).filter((line) => !/^(host|content-length|connection):/i.test(line))
        .map((line) => ` \\\n  -H ${quoted(line)}`).join("");
    const command = `curl -sS -X POST ${quoted(message.url)}${fields} \\\n  --data-binary @- `;
    if (message.octets) return `base64 -d <<'EOF' |\n${message.octets}\nEOF\n${command}\n`;
    return command + heredoc(message.wire ?? "");
}
