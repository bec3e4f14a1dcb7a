/** Lets the citizen suggest a correction to an answer, below it. */

import { build, button } from "../widget/build.js";
import { explain } from "../widget/labels.js";
import { textsIn } from "./labels.js";

/**
 * @param {HTMLElement} place where it is put
 * @param {any} message the answer
 * @param {import("../widget/conversation.js").Conversation} conversation
 * @param {any} labels the widget's own
 * @param {string} server its address, with a slash at the end
 */
export function suggest(place, { topic, municipality }, conversation, labels, server) {
  const texts = textsIn(labels).suggestion;
  if (!topic || place.querySelector(".suggest")) return;
  const box = build("div", { class: "suggest" });
  box.append(button({ class: "plain", "aria-expanded": "false", onclick: open }, texts.open));
  place.append(box);

  function open() {
    const field = build("textarea", { rows: 3, maxlength: 2000 });
    const wrong = build("p", { class: "warning", role: "alert" });
    const form = build("form", { onsubmit: send }, [
      build("label", {}, texts.field, field),
      build("p", { class: "small" }, texts.hint),
      wrong,
      build("button", { type: "submit", class: "plain" }, texts.send),
    ]);
    box.replaceChildren(form);
    field.focus();

    async function send(event) {
      event.preventDefault();
      const text = field.value.trim();
      wrong.textContent = text ? "" : texts.empty;
      if (!text) return field.focus();
      try {
        await conversation.suggest({ topic, municipality, text });
      } catch (error) {
        wrong.textContent = explain(error, labels);
        return;
      }
      const page = { href: new URL(texts.page, server).href, target: "_blank", rel: "noopener" };
      const done = build("p", { tabindex: "-1" }, texts.thanks);
      box.replaceChildren(
        done,
        build("p", { class: "small" }, build("a", page, texts.pageName, ` (${labels.newTab})`)),
      );
      done.focus();
    }
  }
}
