/** How loud the caller is, as five bars; and a word to whom no sound comes from. */

import { build } from "../widget/build.js";

const BARS = 5;
const UNHEARD_MS = 8_000;
const SILENT = 2e-5; // less than one step of 16 bits: a microphone that is on is never so quiet
const FALL = 0.85; // for each piece of 20 ms

export class Meter {
  node;
  #bars;
  #level = 0;
  #shown = 0;
  #heard = 0;
  #unheard;

  /** @param {string} label  @param {(on: boolean) => void} unheard whether no sound comes at all */
  constructor(label, unheard) {
    this.#unheard = unheard;
    this.#bars = Array.from({ length: BARS }, () => build("i", {}));
    this.node = build("span", { class: "meter", role: "img", "aria-label": label }, this.#bars);
    this.reset();
  }

  reset() {
    this.#heard = performance.now();
    this.#level = 0;
    this.#paint();
  }

  /** @param {number} peak 0 to 1, of 20 ms */
  show(peak) {
    const now = performance.now();
    if (peak > SILENT) {
      if (now - this.#heard > UNHEARD_MS) this.#unheard(false);
      this.#heard = now;
    } else if (this.#heard && now - this.#heard > UNHEARD_MS) {
      this.#unheard(true);
    }
    this.#level = Math.max(peak, this.#level * FALL);
    this.#paint();
  }

  // From -48 dB to -6 dB of full scale: a whisper lights one bar, a loud voice all.
  #paint() {
    const decibels = 20 * Math.log10(this.#level + 1e-6);
    const lit = Math.max(0, Math.min(BARS, Math.ceil(((decibels + 48) / 42) * BARS)));
    if (lit === this.#shown) return;
    this.#shown = lit;
    this.#bars.forEach((bar, at) => bar.classList.toggle("lit", at < lit));
  }
}
