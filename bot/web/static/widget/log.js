/** The list of messages: each shown once, in order, with what is on its way at the end. */

import { build, button } from "./build.js";
import { icon } from "./icons.js";
import { explain } from "./labels.js";
import { messageNode, noticeNode, ownNode, partialNode } from "./message.js";
import { paragraphs } from "./text.js";

const NEAR_PX = 120;

export class Log {
  node;
  #list;
  #jump;
  #labels;
  #on;
  #own = new Map();
  #typing;
  #partial = null;
  #atEnd = true;

  /**
   * @param {any} labels
   * @param {HTMLElement} typing the sign that someone writes, always last
   * @param {{reply: Function, rate: Function, retry: (key: string) => void,
   *   discard: (key: string) => void}} on
   */
  constructor(labels, typing, on) {
    this.#labels = labels;
    this.#on = on;
    this.#typing = typing;
    const spoken = { role: "log", "aria-label": labels.log, "aria-live": "polite" };
    const attributes = { class: "log", tabindex: "0", onscroll: () => this.#scrolled() };
    this.#list = build("div", { ...spoken, ...attributes }, typing);
    // A warning or a keyboard that comes up must not cover what was just said.
    new ResizeObserver(() => this.#atEnd && this.#toEnd()).observe(this.#list);
    this.#jump = button(
      { class: "jump", hidden: true, onclick: () => this.#toEnd() },
      icon("below"),
      labels.newMessages,
    );
    this.node = build("div", { class: "scroll" }, this.#list, this.#jump);
  }

  focus() {
    this.#list.focus({ preventScroll: true });
  }

  clear() {
    this.#own.clear();
    this.#list.replaceChildren(this.#typing);
    this.#jump.hidden = true;
  }

  /**
   * @param {{live: boolean, key?: string, aloud?: boolean}} how `key` where it is one of the
   *   citizen's waiting ones; `aloud`: it is heard, so a screen reader should not speak over it
   */
  show(message, { live, key, aloud = false }) {
    if (this.#own.has(key)) return this.said(key, message);
    if (message.role === "citizen") this.#endChoices();
    // A history that is put back must not be read aloud from its beginning.
    this.#list.setAttribute("aria-live", live && !aloud ? "polite" : "off");
    const node = messageNode(message, this.#labels, { live, ...this.#on });
    if (key) this.#own.set(key, node);
    this.#place(node, live);
  }

  notice(content) {
    this.#list.setAttribute("aria-live", "polite");
    this.#place(noticeNode(content), true);
  }

  partial(text) {
    this.#partial?.remove();
    this.#partial = text ? partialNode(text) : null;
    if (!text) return;
    this.#typing.before(this.#partial);
    if (this.#atEnd) this.#toEnd();
  }

  waiting({ client_id, text }, online) {
    this.#endChoices();
    let node = this.#own.get(client_id);
    if (!node) {
      node = ownNode(client_id, text, this.#labels);
      node.dataset.text = text;
      this.#own.set(client_id, node);
      this.#typing.before(node);
      this.#toEnd();
    }
    node.classList.add("pending");
    node.classList.remove("failed");
    this.#say(node, online ? this.#labels.sending : this.#labels.waiting);
  }

  typing(on) {
    this.#list.classList.toggle("answering", on);
    this.#typing.hidden = !on;
    if (on && this.#atEnd) this.#toEnd();
  }

  connection(online) {
    const text = online ? this.#labels.sending : this.#labels.waiting;
    for (const node of this.#list.querySelectorAll(".pending:not(.failed)")) this.#say(node, text);
  }

  /** The server has it; `message` is how it was stored, null where that is shown already. */
  said(key, message) {
    const node = this.#own.get(key);
    if (!node) return;
    if (message?.id) node.dataset.id = message.id;
    // Touched only where masking changed it: a changed node is read aloud once more.
    if (message && message.text !== node.dataset.text) {
      node.querySelector(".bubble").replaceChildren(...paragraphs(message.text));
    }
    delete node.dataset.text;
    node.classList.remove("pending", "failed");
    node.querySelector(".state")?.remove();
    const waiting = this.#list.querySelector(".pending");
    if (waiting && waiting.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) {
      waiting.before(node);
    }
  }

  unsaid(key) {
    this.#own.get(key)?.remove();
    this.#own.delete(key);
  }

  failed({ client_id }, error) {
    const node = this.#own.get(client_id);
    if (!node) return;
    const { notSent, retry, discard } = this.#labels;
    node.classList.add("failed");
    this.#say(
      node,
      build("p", { class: "warning" }, icon("warning"), `${notSent} ${explain(error, this.#labels)}`),
      button({ class: "plain", onclick: () => this.#on.retry(client_id) }, retry),
      button({ class: "plain", onclick: () => this.#on.discard(client_id) }, discard),
    );
    if (this.#atEnd) this.#toEnd();
  }

  /** Where reading goes on when the panel opens: the newest message. */
  toEnd() {
    this.#toEnd();
  }

  #say(node, ...children) {
    const state = node.querySelector(".state");
    if (children.length === 1 && state.textContent === children[0]) return;
    state.replaceChildren(...children);
  }

  #place(node, live) {
    const near = this.#atEnd;
    (this.#list.querySelector(".pending") ?? this.#typing).before(node);
    if (!live) this.#toEnd();
    else if (near) this.#reveal(node);
    else this.#jump.hidden = false;
  }

  // Far zoomed in, the whole panel scrolls and not the list.
  get #scroller() {
    const list = this.#list;
    return getComputedStyle(list).overflowY === "visible" ? list.closest(".panel") : list;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.#atEnd) this.#jump.hidden = true;
  }

  // A long answer is read from its first line, not from its last.
  #reveal(node) {
    const scroller = this.#scroller;
    scroller.scrollTop += node.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
    this.#scrolled();
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#atEnd = true;
    this.#jump.hidden = true;
  }

  // Buttons of an earlier question would answer the wrong one.
  #endChoices() {
    for (const node of this.#list.querySelectorAll(".choices")) node.remove();
  }
}
