/** The telephone that is seen while one talks: status, level, keys, the bot's voice and hang up. */

import { build, button } from "../widget/build.js";
import { icon } from "../widget/icons.js";
import { Call } from "./call.js";
import { keyOf, keypad, readable } from "./keypad.js";
import { Meter } from "./meter.js";

export class Telephone {
  node;
  /** What goes on, also said by a screen reader; whoever shows the telephone places it. */
  status;
  #labels;
  #server;
  #on;
  #call = null;
  #meter;
  #voice;
  #pressed;
  #activity;
  #hangUp;
  #state = "";
  #unheard = false;

  /**
   * @param {any} labels of the call
   * @param {string} server its address, with a slash at the end
   * @param {{began: () => void, said: (who: "partial"|"caller"|"bot", text: string) => void,
   *   stored?: (call: {id: string, token: string}) => void,
   *   over: (end: {reason: string, number?: string}, hadFocus: boolean) => void}} on
   * @param {{keys?: boolean}} look `keys`: they are shown from the beginning
   */
  constructor(labels, server, on, { keys = false } = {}) {
    this.#labels = labels;
    this.#server = server;
    this.#on = on;
    this.status = build("p", { class: "call-status", role: "status" });
    this.#meter = new Meter(labels.level, (silent) => this.#hearing(silent));
    // A screen reader that told whose turn it is would speak into the microphone.
    this.#activity = build("p", { class: "activity", "aria-hidden": "true" });
    this.#pressed = build("p", { class: "pressed", "aria-hidden": "true" });
    const press = (digit) => this.#press(digit);
    const pad = build("div", { id: "keys", hidden: !keys }, this.#pressed, keypad(labels, press));
    this.#voice = button(
      {
        class: "control",
        "aria-pressed": "true",
        "aria-label": labels.robotVoice,
        onclick: () => this.#sound(!this.aloud),
      },
      icon("voice"),
      build("span", {}, labels.voice),
    );
    this.#hangUp = button(
      { class: "control hang-up", onclick: () => this.hangUp() },
      icon("hangUp"),
      build("span", {}, labels.hangUp),
    );
    const attributes = { class: "telephone", role: "group", "aria-label": labels.robot };
    this.node = build("div", { ...attributes, hidden: true }, [
      build("div", { class: "turn" }, this.#activity, this.#meter.node),
      pad,
      build("div", { class: "controls" }, [
        !keys && toggle(labels.keypad, pad),
        this.#voice,
        this.#hangUp,
      ]),
    ]);
    this.node.addEventListener("keydown", (event) => {
      const digit = keyOf(event);
      if (digit) this.#press(digit);
    });
  }

  /** Whether the bot's voice can be heard; a screen reader would then speak over it. */
  get aloud() {
    return this.#voice.getAttribute("aria-pressed") === "true";
  }

  get busy() {
    return this.#call !== null;
  }

  /** Call it in the click itself. @param {string|null} municipality its code */
  ring(municipality) {
    if (this.#call) return;
    this.#pressed.textContent = "";
    this.#act("");
    this.#meter.reset();
    this.#call = new Call(this.#server, municipality, {
      state: (state) => this.#turn(state),
      said: (who, text) => (who === "status" ? this.#act(text) : this.#on.said(who, text)),
      stored: (call) => this.#on.stored?.(call),
      level: (peak) => this.#meter.show(peak),
      over: (end) => this.#over(end),
    });
    this.#call.audible = this.aloud;
    this.node.hidden = false;
    this.#on.began();
    this.#hangUp.focus();
    this.#call.begin();
  }

  hangUp() {
    this.#call?.hangUp();
  }

  #turn(state) {
    this.node.dataset.state = state;
    if (state === "talking") this.#meter.reset();
    if (state !== "over") this.#say(this.#labels.states[state]);
  }

  /** @param {string} name `speaking` and `listening` are told by the line */
  #act(name) {
    this.#activity.dataset.name = name;
    this.#activity.textContent = this.#labels.activities[name] ?? "";
  }

  #press(digit) {
    this.#call?.press(digit);
    this.#pressed.textContent = (this.#pressed.textContent + digit).slice(-16);
  }

  #sound(on) {
    this.#voice.setAttribute("aria-pressed", String(on));
    if (this.#call) this.#call.audible = on;
  }

  #hearing(silent) {
    if (silent === this.#unheard) return;
    this.#unheard = silent;
    this.#show(silent ? this.#labels.unheard : this.#state);
  }

  #over(end) {
    this.#call = null;
    this.#unheard = false;
    const hadFocus = this.node.contains(this.node.getRootNode().activeElement);
    this.node.hidden = true;
    this.#say(this.#labels.ends[end.reason]);
    this.#on.over(end, hadFocus);
  }

  #say(text) {
    this.#state = text;
    this.#show(text);
  }

  #show(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

function toggle(label, pad) {
  const open = (node) => {
    pad.hidden = !pad.hidden;
    node.setAttribute("aria-expanded", String(!pad.hidden));
  };
  return button(
    {
      class: "control",
      "aria-expanded": String(!pad.hidden),
      "aria-controls": "keys",
      onclick: (event) => open(event.currentTarget),
    },
    icon("keys"),
    build("span", {}, label),
  );
}

/** The way on to a person: the text, and the number as a link that rings. */
export function transferred(labels, number) {
  const href = `tel:${number.replace(/[^\d+]/g, "")}`;
  const link = build("a", { href, class: "number" }, labels.ring(readable(number)));
  return build("p", { class: "transfer" }, `${labels.transfer} `, link);
}
