/** The texts of donations and suggestions, in the widget's language. */

import { da } from "./labels/da.js";
import { en } from "./labels/en.js";

/** @param {any} labels the widget's own */
export function textsIn(labels) {
  return labels.locale === "da-DK" ? da : en;
}
