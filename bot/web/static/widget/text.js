/** Turns a message's plain text into nodes: paragraphs, telephone numbers, web addresses. */

import { build } from "./build.js";

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/;
const LONG = /(?:\d{2} \d{2} \d{2} \d{2}|\d{2} \d{3} \d{3}|\d{4} \d{4}|\d{8})/;
const SHORT = /112|113|114|1813|116 ?111/;
const NO_NUMBER_AFTER = /(?![\d.,]?\d|[-/]\d| ?kr| ?%)/;
const NUMBER = `(?:\\+45 ?|\\b)(?:${LONG.source}|${SHORT.source})${NO_NUMBER_AFTER.source}`;
const FINDS = new RegExp(`(${ADDRESS.source})|${NUMBER}`, "g");

/**
 * @param {string} text a blank line begins a new paragraph
 * @returns {HTMLElement[]}
 */
export function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => build("p", {}, linked(part.trim())));
}

function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(FINDS)) {
    const [found, address] = match;
    if (!address && !isNumber(found, text.slice(0, match.index))) continue;
    nodes.push(text.slice(end, match.index), address ? outward(address, address) : call(found));
    end = match.index + found.length;
  }
  return [...nodes, text.slice(end)];
}

// 112 may be a paragraph and 1813 a year, so a short number counts only where one is told to call.
function isNumber(found, before) {
  if (/[\d§.,/-]\s?$/.test(before)) return false;
  if (found.replace(/\D/g, "").length < 8) return /(ring|telefon|tlf|call|phone)[^.!?]{0,40}$/i.test(before);
  return !/^(19|20)\d\d /.test(found);
}

function call(number) {
  return build("a", { href: `tel:${number.replace(/ /g, "")}`, class: "number" }, number);
}

/** A link that leaves the chat where it is; what may not be a link becomes text. */
export function outward(url, ...children) {
  const { href, leaves } = addressOf(url);
  if (!href) return build("span", {}, ...children);
  const away = leaves ? { target: "_blank", rel: "noopener" } : {};
  return build("a", { href, ...away }, ...children);
}

/**
 * @param {string} url
 * @returns {{href?: string, host?: string, calls?: boolean, leaves?: boolean}} empty where it is
 *   none that may be followed (javascript: and the like); `leaves`: goes to another site
 */
export function addressOf(url) {
  try {
    const { href, host, origin, protocol } = new URL(url, location.href);
    if (["tel:", "mailto:"].includes(protocol)) return { href, calls: true };
    if (!["http:", "https:"].includes(protocol)) return {};
    return { href, host: host.replace(/^www\./, ""), leaves: origin !== location.origin };
  } catch {
    return {};
  }
}
