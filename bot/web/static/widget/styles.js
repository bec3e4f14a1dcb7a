/** Puts the widget's styles on its shadow root, in the one way that a strict CSP leaves open. */

import { build } from "./build.js";
import { base } from "./styles/base.js";
import { call } from "./styles/call.js";
import { messages } from "./styles/messages.js";
import { panel } from "./styles/panel.js";

const CSS = base + panel + messages + call;

export function dress(shadow) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(build("style", {}, CSS)); // browsers from before 2023
  }
}
