/** Asks whether an answer helped: a thumb up or down, and a comment for those who want to. */

import { build, button, unseen } from "./build.js";
import { icon } from "./icons.js";
import { explain } from "./labels.js";

/**
 * @param {any} labels
 * @param {(rating: "up"|"down", comment: string|null) => Promise<void>} rate
 * @param {(place: HTMLElement) => void} suggest puts a way to suggest a correction there
 * @returns {HTMLElement}
 */
export function feedback(labels, rate, suggest) {
  const form = build("div", { class: "comment", role: "status" });
  const thumb = (rating, text, full) =>
    button(
      { class: "thumb", "aria-pressed": "false", onclick: (event) => choose(event.currentTarget, rating) },
      icon(rating),
      text,
      unseen(`, ${full}`),
    );
  const thumbs = [thumb("up", labels.yes, labels.yesFull), thumb("down", labels.no, labels.noFull)];
  const row = build("div", { class: "thumbs", role: "group", "aria-label": labels.helped }, [
    build("span", { "aria-hidden": "true" }, labels.helped),
    ...thumbs,
  ]);

  async function choose(pressed, rating) {
    for (const one of thumbs) one.setAttribute("aria-pressed", String(one === pressed));
    // The thumb is sent at once: most people never write the comment.
    if (await sent(rating, null)) {
      form.replaceChildren(build("p", {}, labels.thanks), ask(rating));
      if (rating === "down") suggest(form);
    }
  }

  async function sent(rating, comment) {
    try {
      await rate(rating, comment);
      return true;
    } catch (error) {
      form.replaceChildren(build("p", {}, explain(error, labels)));
      return false;
    }
  }

  function ask(rating) {
    const field = build("textarea", { rows: 2, maxlength: 1000 });
    return build("form", { onsubmit: finish }, [
      build("label", {}, labels.comment, field),
      build("p", { class: "small" }, labels.commentHint),
      build("button", { type: "submit", class: "plain" }, labels.sendComment),
    ]);

    async function finish(event) {
      event.preventDefault();
      const comment = field.value.trim();
      if (!comment || !(await sent(rating, comment))) return;
      const done = build("p", { tabindex: "-1" }, labels.thanks);
      form.replaceChildren(done);
      done.focus();
    }
  }

  return build("div", { class: "feedback" }, row, form);
}
