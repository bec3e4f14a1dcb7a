/** The button in the page's corner that opens the chat, with the number of unread messages. */

import { build, button, unseen } from "./build.js";
import { icon } from "./icons.js";

export class Launcher {
  node;
  #button;
  #badge;
  #spoken;
  #labels;
  #count = 0;

  constructor(labels, open) {
    this.#labels = labels;
    this.#badge = build("span", { class: "badge", hidden: true });
    this.#spoken = build("span", { class: "unseen", role: "status" });
    const attributes = { class: "launch", "aria-haspopup": "dialog", onclick: open };
    this.#button = button(attributes, icon("chat"), labels.launch, this.#badge);
    this.node = build("div", { class: "corner" }, this.#button, this.#spoken);
  }

  focus() {
    this.#button.focus();
  }

  set unread(count) {
    if (count === this.#count) return;
    this.#count = count;
    const text = count ? this.#labels.unread(count) : "";
    const shown = count ? [build("span", { "aria-hidden": "true" }, count), unseen(` ${text}`)] : [];
    this.#badge.hidden = !count;
    this.#badge.replaceChildren(...shown);
    this.#spoken.textContent = text;
  }

  get unread() {
    return this.#count;
  }
}
