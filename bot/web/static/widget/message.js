/** How one message looks: who says it, its text, links, source and ways to go on. */

import { build, button, unseen } from "./build.js";
import { feedback } from "./feedback.js";
import { icon } from "./icons.js";
import { clock, day } from "./labels.js";
import { addressOf, outward, paragraphs } from "./text.js";

const FACES = { bot: "robot", staff: "person", system: "shield" };

/**
 * @param {any} message as the API gives it
 * @param {any} labels
 * @param {{live: boolean, reply: (quick: any) => void,
 *   rate: (id: string, rating: string, comment: string|null) => Promise<void>,
 *   suggest: (place: HTMLElement, message: any) => void}} how
 * @returns {HTMLElement}
 */
export function messageNode(message, labels, { live, reply, rate, suggest }) {
  const { id, role, kind } = message;
  const urgent = kind === "safety" && role !== "citizen";
  // A history that is read again must not sound the alarm again.
  const alarm = urgent && live ? "alert" : null;
  const bubble = build("div", { class: "bubble", role: alarm }, [
    urgent && build("p", { class: "urgent" }, icon("warning"), labels.safety),
    paragraphs(message.text),
    links(message.links, labels),
    source(message.source, labels),
  ]);
  const node = build(
    "article",
    {
      class: `message ${role}${urgent ? " safety" : ""}`,
      "data-id": id,
      "data-kind": kind,
    },
    who(message, labels),
    bubble,
    quickReplies(message.quick_replies, labels, reply),
  );
  if (kind === "answer" && role === "bot") {
    const ask = (rating, comment) => rate(id, rating, comment);
    node.append(build("div", { "aria-live": "off" }, feedback(labels, ask, (place) => suggest(place, message))));
  }
  return node;
}

/** A citizen's own message; `state` says where it is on its way. */
export function ownNode(key, text, labels) {
  return build("article", { class: "message citizen", "data-key": key }, [
    who({ role: "citizen" }, labels),
    build("div", { class: "bubble" }, paragraphs(text)),
    build("div", { class: "state" }),
  ]);
}

/** What a caller is saying; hidden from screen readers, which would read it at every word. */
export function partialNode(text) {
  const attributes = { class: "message citizen partial", "aria-hidden": "true" };
  return build("div", attributes, build("div", { class: "bubble" }, text));
}

/** A line of the widget's own, said by no one. @param {string|Node} content */
export function noticeNode(content) {
  return build("div", { class: "notice" }, content);
}

function who({ role, created, author }, labels) {
  const mine = role === "citizen";
  const name = mine ? labels.you : author ?? labels[role] ?? labels.robot;
  const time = clock(created, labels);
  return build("p", { class: mine ? "who unseen" : "who" }, [
    !mine && icon(FACES[role] ?? "robot"),
    name,
    time && build("time", { datetime: created }, time),
  ]);
}

function links(list, labels) {
  if (!list?.length) return null;
  const row = ({ title, url }) => {
    const { calls, leaves } = addressOf(url);
    const mark = icon(calls ? "phone" : leaves ? "out" : "go");
    const hint = leaves ? unseen(` (${labels.newTab})`) : "";
    return build("li", {}, outward(url, build("span", {}, title), hint, mark));
  };
  return build("ul", { class: "links" }, list.map(row));
}

function source(from, labels) {
  if (!from) return null;
  const { host, leaves } = addressOf(from.url);
  return build("p", { class: "source" }, [
    labels.source,
    outward(from.url, host ?? from.url, leaves ? unseen(` (${labels.newTab})`) : ""),
    from.checked && labels.checked(day(from.checked, labels)),
  ]);
}

function quickReplies(list, labels, reply) {
  const named = list?.filter(({ title }) => title.trim()) ?? [];
  if (!named.length) return null;
  const choice = (quick) =>
    build("li", {}, button({ class: "choice", onclick: () => reply(quick) }, quick.title));
  return build("ul", { class: "choices", "aria-label": labels.quickReplies }, named.map(choice));
}
