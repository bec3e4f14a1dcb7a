/** Gives the conversation: shows exactly what is given, asks what for, and hands over the code. */

import { build, button } from "../widget/build.js";
import { explain } from "../widget/labels.js";
import { wear } from "./dress.js";
import { textsIn } from "./labels.js";

/**
 * @param {import("../widget/sheet.js").Sheet} sheet where it is shown
 * @param {import("../widget/conversation.js").Conversation} conversation
 * @param {any} labels the widget's own
 * @param {string} server its address, with a slash at the end
 */
export async function donate(sheet, conversation, labels, server) {
  const texts = textsIn(labels).donation;
  const step = build("div", { class: "say" });
  wear(sheet.node);
  await begin(false);
  sheet.read(texts.title, [step], labels.back);

  async function begin(move) {
    try {
      const offer = await conversation.donation("GET");
      if (offer.given.length) show(given(offer), move);
      else if (!offer.possible.length) show([build("p", {}, texts.nothing)], move);
      else show(asking(offer), move);
    } catch (error) {
      show([build("p", { class: "warning", role: "alert" }, explain(error, labels))], move);
    }
  }

  function show(nodes, move = true) {
    step.replaceChildren(...nodes);
    const first = step.firstElementChild;
    if (!move) return;
    first.setAttribute("tabindex", "-1");
    first.focus();
  }

  function asking({ messages, seal, possible }) {
    const boxes = ["train", "research"].map((purpose) => {
      const can = possible.includes(purpose);
      const { title, text } = texts.purposes[purpose];
      const field = build("input", { type: "checkbox", value: purpose, disabled: !can });
      const told = build("span", {}, build("b", {}, title), build("br"), can ? text : texts.acute);
      return build("label", { class: "purpose" }, field, told);
    });
    const wrong = build("p", { class: "warning", role: "alert" });
    const go = build("button", { type: "submit", class: "main" }, texts.give);
    return [
      build("p", {}, texts.lead),
      build("h4", {}, texts.shown),
      build("div", { class: "given", tabindex: "0", role: "region", "aria-label": texts.shown },
        messages.map(({ role, text }) =>
          build("p", { class: role }, build("b", {}, role === "citizen" ? labels.you : labels.robot), `: ${text}`),
        )),
      build("p", { class: "small" }, texts.masked),
      build("form", { onsubmit: send, novalidate: true }, [
        build("fieldset", {}, build("legend", {}, texts.what), boxes),
        wrong,
        go,
      ]),
    ];

    async function send(event) {
      event.preventDefault();
      const purposes = boxes.map((box) => box.firstChild).filter((one) => one.checked).map((one) => one.value);
      wrong.textContent = purposes.length ? "" : texts.choose;
      if (!purposes.length) return boxes[0].firstChild.focus();
      go.disabled = true;
      try {
        show(thanks((await conversation.donation("POST", { purposes, seal })).code));
      } catch (error) {
        go.disabled = false;
        wrong.textContent = error.status === 409 ? error.title : explain(error, labels);
        if (error.status === 409) await begin(true);
      }
    }
  }

  function thanks(code) {
    const said = build("p", { class: "small", role: "status" });
    const field = build("div", { class: "code", role: "group", "aria-label": texts.code }, code);
    const copy = button({ class: "main", onclick: async () => {
      try {
        await navigator.clipboard.writeText(code);
        said.textContent = texts.copied;
      } catch {
        getSelection().selectAllChildren(field);
        said.textContent = texts.select;
      }
    } }, texts.copy);
    return [
      build("p", {}, build("b", {}, texts.thanks)),
      build("p", {}, texts.keep),
      field,
      copy,
      said,
      build("p", {}, texts.where, build("a", { href: new URL(texts.page, server).href, target: "_blank", rel: "noopener" }, texts.pageName, ` (${labels.newTab})`)),
    ];
  }

  function given(offer) {
    const wrong = build("p", { class: "warning", role: "alert" });
    const undo = async () => {
      try {
        await conversation.donation("DELETE");
        show([build("p", { role: "status" }, texts.undone)]);
      } catch (error) {
        wrong.textContent = explain(error, labels);
      }
    };
    return [
      build("p", {}, texts.already),
      build("ul", { class: "list" }, offer.given.map((one) => build("li", {}, texts.purposes[one].title))),
      wrong,
      button({ class: "main danger", onclick: undo }, texts.undo),
    ];
  }
}
