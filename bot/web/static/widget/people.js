/** How it stands with a person: the place in the queue, who is there, and a way to be contacted. */

import { build, button } from "./build.js";

export class People {
  node;
  name = null;
  taken = false;
  #labels;
  #text;
  #open;
  #form;
  #contact;
  #called;
  #wrong;
  #leave;
  #keep;

  constructor(labels, leave, keep) {
    this.#keep = keep;
    this.#labels = labels.people;
    this.#leave = leave;
    const words = this.#labels;
    this.#text = build("p", { role: "status" });
    this.#open = button({ class: "plain", "aria-expanded": "false", onclick: () => this.#toggle() }, words.leave);
    this.#contact = build("input", { id: "contact", autocomplete: "off", maxlength: "254", required: true,
      "aria-describedby": "contact-hint contact-wrong" });
    this.#called = build("input", { id: "contact-name", autocomplete: "name", maxlength: "100" });
    this.#wrong = build("p", { id: "contact-wrong", class: "warning", role: "alert" });
    this.#form = build("form", { class: "contact", hidden: true, novalidate: true }, [
      build("label", { for: "contact" }, words.contact),
      this.#contact,
      build("p", { id: "contact-hint", class: "small" }, words.contactHint),
      this.#wrong,
      build("label", { for: "contact-name" }, words.contactName),
      this.#called,
      build("button", { type: "submit", class: "plain" }, words.sendContact),
    ]);
    this.#form.addEventListener("input", () =>
      this.#keep({ contact: this.#contact.value, name: this.#called.value }),
    );
    this.#form.addEventListener("submit", (event) => void this.#send(event));
    this.node = build("div", { class: "people", hidden: true }, this.#text, this.#open, this.#form);
  }

  set draft({ contact, name }) {
    this.#contact.value = contact;
    this.#called.value = name;
  }

  show({ state, place, staffed, name }) {
    this.taken = state === "taken";
    this.name = this.taken ? name : null;
    this.node.hidden = state === "none";
    this.#open.hidden = state !== "waiting";
    if (state !== "waiting") this.#toggle(false);
    const waits = staffed ? this.#labels.queue(place) : this.#labels.nobody;
    const text = this.taken ? this.#labels.with(name) : state === "waiting" ? waits : "";
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }

  #toggle(open = this.#form.hidden) {
    if (open === !this.#form.hidden) return;
    this.#form.hidden = !open;
    this.#open.setAttribute("aria-expanded", String(open));
    if (open) this.#contact.focus();
  }

  async #send(event) {
    event.preventDefault();
    this.#wrong.textContent = "";
    try {
      await this.#leave(this.#contact.value, this.#called.value);
    } catch {
      this.#wrong.textContent = this.#labels.contactWrong;
      this.#contact.focus();
      return;
    }
    this.#contact.value = this.#called.value = "";
    this.#keep(null);
    this.#toggle(false);
    this.#open.focus();
  }
}
