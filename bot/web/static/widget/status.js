/** What goes on behind the conversation: typing, connection and trouble, said once and quietly. */

import { build } from "./build.js";
import { explain } from "./labels.js";

const QUIET_MS = 1_500;

export class Status {
  node;
  #dots;
  #dotsText;
  #text;
  #spoken;
  #labels;
  #typing;
  #slow;
  #wasOffline = false;

  constructor(labels) {
    this.#labels = labels;
    this.#dotsText = build("span", {}, labels.typing);
    const dots = [0, 1, 2].map(() => build("i", {}));
    this.#dots = build("div", { class: "typing", hidden: true, "aria-hidden": "true" }, [
      build("span", { class: "dots" }, dots),
      this.#dotsText,
    ]);
    this.#text = build("p", { class: "strip", role: "status" });
    this.#spoken = build("p", { class: "unseen", role: "status" });
    this.node = build("div", {}, this.#text, this.#spoken);
  }

  /** What is seen while someone writes; the log shows it where the answer will come. */
  get dots() {
    return this.#dots;
  }

  /** The dots are seen at once; screen readers are told only where the answer takes its time. */
  typing(on, text) {
    clearTimeout(this.#typing);
    if (on) this.#dotsText.textContent = text;
    this.#typing = setTimeout(() => this.#speak(on ? text : ""), on ? QUIET_MS : 0);
  }

  connection(state) {
    clearTimeout(this.#slow);
    if (state === "offline") {
      this.#wasOffline = true;
      this.#show(this.#labels.offline);
    } else if (state === "connecting") {
      this.#slow = setTimeout(() => this.#show(this.#labels.connecting), QUIET_MS);
    } else {
      this.#show("");
      if (this.#wasOffline) this.#speak(this.#labels.online);
      this.#wasOffline = false;
    }
  }

  trouble(error) {
    if (error.status === 0) this.connection("offline");
    else this.#show(explain(error, this.#labels));
  }

  /** Things go well again. */
  clear() {
    if (!this.#wasOffline) this.#show("");
  }

  #show(text) {
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }

  #speak(text) {
    if (this.#spoken.textContent !== text) this.#spoken.textContent = text;
  }
}
