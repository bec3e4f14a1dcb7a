/** The spoken conversation in the chat's window: in the same log, with a bar in the field's place. */

import { Telephone, transferred } from "../call/telephone.js";
import { build } from "./build.js";

export class Spoken {
  node;
  #telephone;
  #labels;
  #parts;

  /**
   * @param {any} labels
   * @param {string} server its address, with a slash at the end
   * @param {{log: import("./log.js").Log, composer: import("./composer.js").Composer,
   *   talking: (on: boolean) => void,
   *   stored: (call: {id: string, token: string}) => void}} parts
   */
  constructor(labels, server, parts) {
    this.#labels = labels;
    this.#parts = parts;
    this.#telephone = new Telephone(labels.call, server, {
      began: () => this.#began(),
      said: (who, text) => this.#said(who, text),
      stored: parts.stored,
      over: (end, hadFocus) => this.#over(end, hadFocus),
    });
    const { status, node } = this.#telephone;
    this.node = build("div", { class: "call", hidden: true }, status, node);
  }

  /** Call it in the click itself. @param {string|null} municipality its code */
  ring(municipality) {
    this.#telephone.ring(municipality);
  }

  /** No microphone is on where it can't be seen. */
  hangUp() {
    this.#telephone.hangUp();
  }

  get busy() {
    return this.#telephone.busy;
  }

  #began() {
    this.node.hidden = false;
    this.#parts.composer.node.hidden = true;
    this.#parts.talking(true);
    this.#parts.log.notice(this.#labels.call.notice);
  }

  #said(who, text) {
    const { log } = this.#parts;
    if (who === "partial") return log.partial(text);
    log.partial("");
    const role = who === "caller" ? "citizen" : "bot";
    const created = new Date().toISOString();
    log.show({ role, text, created }, { live: true, aloud: this.#telephone.aloud });
  }

  #over({ reason, number }, hadFocus) {
    const { log, composer, talking } = this.#parts;
    log.partial("");
    this.node.hidden = true;
    composer.node.hidden = false;
    talking(false);
    log.notice(this.#labels.call.ends[reason]);
    if (number) log.notice(transferred(this.#labels.call, number));
    if (hadFocus) composer.focusSpeak();
  }
}
