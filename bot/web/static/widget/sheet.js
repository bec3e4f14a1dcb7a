/** A page inside the panel that lies over the conversation: a confirmation, or what to know. */

import { build, button } from "./build.js";

export class Sheet {
  node = build("div", { class: "sheet", hidden: true });
  #under;
  #back;

  /**
   * @param {HTMLElement[]} under what cannot be reached while the sheet lies over it
   * @param {() => void} back puts the focus where it was
   */
  constructor(under, back) {
    this.#under = under;
    this.#back = back;
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.node.querySelector(".cancel")) return;
      event.stopPropagation();
      this.close();
    });
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /**
   * @param {{title: string, text: string, yes: string}} texts
   * @param {() => Promise<void>|void} act the sheet closes when it is done; an error it throws is
   *   shown, and one may try again
   * @param {{cancel?: string, danger?: boolean, explain?: (error: any) => string}} how without
   *   `cancel` there is no way but on
   */
  ask({ title, text, yes }, act, { cancel, danger, explain } = {}) {
    const wrong = build("p", { class: "warning", role: "alert" });
    const go = button({ class: danger ? "main danger" : "main", onclick: run }, yes);
    const cancelling = cancel && button({ class: "plain cancel", onclick: () => this.close() }, cancel);
    this.#open(title, build("p", {}, text), wrong, build("div", { class: "buttons" }, go, cancelling));
    const sheet = this;

    async function run() {
      go.disabled = true;
      wrong.textContent = "";
      try {
        await act();
        if (go.isConnected) sheet.close();
      } catch (error) {
        wrong.textContent = explain?.(error) ?? "";
        go.disabled = false;
        go.focus();
      }
    }
  }

  read(title, content, back) {
    const close = button({ class: "main cancel", onclick: () => this.close() }, back);
    this.#open(title, ...content, build("div", { class: "buttons" }, close));
  }

  close() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.node.replaceChildren();
    for (const node of this.#under) node.inert = false;
    this.#back();
  }

  #open(title, ...content) {
    const heading = build("h3", { id: "sheet-title", tabindex: "-1" }, title);
    const inner = { class: "inner", role: "group", "aria-labelledby": "sheet-title" };
    this.node.replaceChildren(build("div", inner, heading, ...content));
    for (const node of this.#under) node.inert = true;
    this.node.hidden = false;
    heading.focus();
  }
}
