/** Where the citizen writes: the field, its limit, and the warning about private numbers. */

import { build, button } from "./build.js";
import { hasCpr } from "./cpr.js";
import { icon } from "./icons.js";

const LIMIT = 2000;
const WRITES_EVERY_MS = 3_000;
const WARN_AT = 200;
const SPOKEN_AT = new Set([200, 100, 50, 20, 10, 0]);

export class Composer {
  node;
  #field;
  #warning;
  #counter;
  #spoken;
  #labels;
  #speak;
  #on;
  #writtenAt = 0;

  /**
   * @param {any} labels
   * @param {(text: string) => void} send
   * @param {() => void} speak the citizen would rather talk
   * @param {{draft: (text: string) => void, writes: (on: boolean) => void}} on `draft`: what stands
   *   in the field now; `writes`: the citizen is writing just now
   */
  constructor(labels, send, speak, on) {
    this.#on = on;
    this.#labels = labels;
    this.#speak = button(
      { class: "speak", "aria-label": labels.call.speak, title: labels.call.speak, hidden: true, onclick: speak },
      icon("microphone"),
    );
    this.#field = build("textarea", {
      id: "field",
      rows: 1,
      autocomplete: "off",
      enterkeyhint: "send",
      "aria-describedby": "hint warning",
      oninput: () => {
        this.#changed();
        this.#on.draft(this.#field.value);
        this.#tell();
      },
      onkeydown: (event) => this.#key(event),
    });
    this.#warning = build("p", { id: "warning", class: "warning", role: "status" });
    this.#counter = build("span", { class: "counter", "aria-hidden": "true" });
    this.#spoken = build("span", { class: "unseen", role: "status" });
    this.node = build("form", { class: "composer", novalidate: true }, [
      build("label", { for: "field" }, labels.field),
      this.#warning,
      build("div", { class: "row" }, [
        this.#field,
        this.#speak,
        build("button", { type: "submit", class: "send", "aria-label": labels.send }, icon("send")),
      ]),
      build("p", { class: "small" }, build("span", { id: "hint" }, labels.hint), this.#counter),
      this.#spoken,
    ]);
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#field.value.trim();
      if (!text || this.#over() > 0) return;
      this.#field.value = "";
      this.#changed();
      this.#writtenAt = 0;
      send(text);
      this.#on.draft("");
    });
  }

  set draft(text) {
    if (this.#field.value) return;
    this.#field.value = text;
    this.#changed();
  }

  set canSpeak(can) {
    this.#speak.hidden = !can;
  }

  focusSpeak() {
    this.#speak.focus({ preventScroll: true });
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  #key(event) {
    // isComposing: Enter then ends a letter that is being put together, not the message.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  #tell() {
    const on = Boolean(this.#field.value);
    if (on && Date.now() - this.#writtenAt < WRITES_EVERY_MS) return;
    this.#writtenAt = on ? Date.now() : 0;
    this.#on.writes(on);
  }

  // Characters as the server counts them: a face is one, not two.
  #over() {
    return [...this.#field.value.trim()].length - LIMIT;
  }

  #changed() {
    const field = this.#field;
    const over = this.#over();
    field.style.height = "auto";
    field.style.height = field.value ? `${field.scrollHeight + 2}px` : "";

    const tooLong = over > 0 ? this.#labels.over(over) : "";
    const text = tooLong || (hasCpr(field.value) ? this.#labels.cpr : "");
    if (this.#warning.textContent !== text) {
      this.#warning.replaceChildren(...(text ? [icon("warning"), text] : []));
    }
    field.setAttribute("aria-invalid", String(over > 0));

    this.#counter.textContent = over <= 0 && over > -WARN_AT ? this.#labels.left(-over) : "";
    if (SPOKEN_AT.has(-over)) this.#spoken.textContent = this.#labels.left(-over);
  }
}
