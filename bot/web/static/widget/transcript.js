/** The conversation as a text file on the citizen's own machine. */

import { build } from "./build.js";
import { clock, day } from "./labels.js";

/**
 * @param {any[]} messages
 * @param {{name: string, id: string, labels: any}} of `name` is the municipality's; staff find it by `id`
 * @returns {string}
 */
export function transcript(messages, { name, id, labels }) {
  const today = new Date().toISOString();
  const head = `${labels.fileTitle(name)}\n${day(today, labels)}\n${labels.number}${id}\n`;
  const parts = messages.map((message) => {
    const who = message.role === "citizen" ? labels.you : labels[message.role] ?? labels.robot;
    const lines = [`[${clock(message.created, labels)}] ${who}:`, message.text];
    for (const link of message.links ?? []) lines.push(`${link.title}: ${link.url}`);
    if (message.source) lines.push(sourceLine(message.source, labels));
    return lines.join("\n");
  });
  return `${[head, ...parts].join("\n\n")}\n`;
}

function sourceLine({ url, checked }, labels) {
  return labels.source + url + (checked ? labels.checked(day(checked, labels)) : "");
}

export function download(text, name) {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  const link = build("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
