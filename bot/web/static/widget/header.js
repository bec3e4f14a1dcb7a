/** The panel's top: whose chat it is, who answers, the menu and the way out. */

import { build, button, unseen } from "./build.js";
import { icon } from "./icons.js";

/** The menu's items in order, each with its icon. */
const ITEMS = {
  person: "person",
  restart: "restart",
  download: "save",
  largeText: "text",
  donate: "gift",
  remove: "bin",
  about: "shield",
};

export class Header {
  node;
  #title;
  #line;
  #menu;
  #list;
  #labels;

  /**
   * @param {any} labels
   * @param {{close: () => void, choose: Object<string, () => void>}} on `choose`: what each of the
   *   menu's items does, under the names of ITEMS
   */
  constructor(labels, { close, choose }) {
    this.#labels = labels;
    this.#title = build("h2", { id: "title", tabindex: "-1" });
    this.#line = build("p", { class: "line" });
    this.#list = build("ul", { id: "menu", class: "menu", hidden: true }, this.#items(choose));
    this.#menu = button(
      {
        class: "tool",
        "aria-expanded": "false",
        "aria-controls": "menu",
        onclick: () => this.#toggle(this.#list.hidden),
      },
      icon("more"),
      unseen(labels.menu),
    );
    const out = button({ class: "tool", onclick: close }, icon("close"), unseen(labels.close));
    const menu = build("div", { class: "holder" }, this.#menu, this.#list);
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) this.#toggle(false);
    });
    menu.addEventListener("keydown", (event) => this.#key(event));
    const names = build("div", { class: "names" }, this.#title, this.#line);
    this.node = build("div", { class: "header" }, names, menu, out);
    this.answeredBy("bot");
  }

  set title(name) {
    this.#title.textContent = name;
  }

  /**
   * Says at all times whether a robot or a person answers.
   * @param {"bot"|"staff"|"call"} role
   * @param {string|null} name who of the staff
   */
  answeredBy(role, name = null) {
    const staff = role === "staff";
    const robot = role === "call" ? this.#labels.call.robot : this.#labels.robotLine;
    const text = staff ? name ?? this.#labels.staffLine : robot;
    this.#line.replaceChildren(icon(staff ? "person" : "robot"), text);
  }

  set largeText(on) {
    this.#list.querySelector("[data-item=largeText]").setAttribute("aria-pressed", String(on));
  }

  focus() {
    this.#title.focus({ preventScroll: true });
  }

  focusMenu() {
    this.#menu.focus();
  }

  /** A press elsewhere closes the menu. */
  closeMenu() {
    this.#toggle(false);
  }

  holds(node) {
    return this.#menu.parentNode.contains(node);
  }

  #items(choose) {
    return Object.entries(ITEMS).map(([name, shape]) => {
      const pressed = name === "largeText" ? "false" : null;
      const act = () => {
        this.#toggle(false);
        this.#menu.focus();
        choose[name]();
      };
      const attributes = { "data-item": name, "aria-pressed": pressed, onclick: act };
      return build("li", {}, button(attributes, icon(shape), this.#labels[name]));
    });
  }

  #toggle(open) {
    this.#list.hidden = !open;
    this.#menu.setAttribute("aria-expanded", String(open));
  }

  #key(event) {
    if (this.#list.hidden) return;
    if (event.key === "Escape") {
      event.stopPropagation(); // it closes the menu, not the whole chat
      this.#toggle(false);
      this.#menu.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...this.#list.querySelectorAll("button")];
    const at = items.indexOf(event.target);
    const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
    items[next].focus();
  }
}
