/** The telephone's twelve keys; the computer's own keys work as well while the focus is near. */

import { build, button } from "../widget/build.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/**
 * @param {any} labels of the call
 * @param {(digit: string) => void} press
 * @returns {HTMLElement}
 */
export function keypad(labels, press) {
  const key = (digit) => {
    const named = labels.key(digit) === digit ? null : labels.key(digit);
    return button({ class: "key", "aria-label": named, onclick: () => press(digit) }, digit);
  };
  return build("div", { class: "keypad", role: "group", "aria-label": labels.keypad }, KEYS.map(key));
}

/** @param {KeyboardEvent} event  @returns {string|null} the key that it presses on the telephone */
export function keyOf({ key, altKey, ctrlKey, metaKey, target }) {
  if (altKey || ctrlKey || metaKey || target.closest("input, select, textarea")) return null;
  return KEYS.includes(key) ? key : null;
}

/** A number as people read it: "+4589402000" is "89 40 20 00". */
export function readable(number) {
  const digits = number.replace(/^\+45/, "");
  return /^\d{8}$/.test(digits) ? digits.match(/../g).join(" ") : number;
}
