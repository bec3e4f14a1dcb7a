/** The page that is a telephone: rings, shows what is said, and says how it ended. */

import { da as labels } from "./call/labels/da.js";
import { Telephone, transferred } from "./call/telephone.js";
import { build } from "./widget/build.js";

const phone = document.getElementById("phone");
if (phone.dataset.line === "on") install();

function install() {
  const form = document.getElementById("ring");
  const transcript = document.getElementById("transcript");
  const after = build("div", {});
  let partial = null;

  const telephone = new Telephone(
    labels,
    new URL("..", import.meta.url).href,
    {
      began: () => {
        form.hidden = true;
        transcript.replaceChildren();
        after.replaceChildren();
        document.getElementById("empty").hidden = true;
        transcript.hidden = false;
      },
      said: (who, text) => (who === "partial" ? hear(text) : write(who, text)),
      over: ({ number }, hadFocus) => {
        hear("");
        form.hidden = false;
        if (number) after.replaceChildren(transferred(labels, number));
        if (hadFocus) form.querySelector("button").focus();
      },
    },
    { keys: matchMedia("(min-width: 48em)").matches },
  );

  /** What is said so far; hidden from screen readers, which would read it at every word. */
  function hear(text) {
    partial?.remove();
    partial = text ? line("caller", text, { "aria-hidden": "true" }) : null;
    if (partial) show(partial);
  }

  function write(who, text) {
    hear("");
    // The bot is heard already: a screen reader would speak over it, and into the microphone.
    transcript.setAttribute("aria-live", telephone.aloud ? "off" : "polite");
    show(line(who, text));
  }

  function line(who, text, attributes = {}) {
    const name = build("span", { class: "who" }, labels.who[who]);
    const tentative = attributes["aria-hidden"] ? " partial" : "";
    return build("p", { class: `line ${who}${tentative}`, ...attributes }, name, " ", text);
  }

  function show(node) {
    transcript.append(node);
    transcript.scrollTop = transcript.scrollHeight;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    telephone.ring(form.elements.municipality.value || null);
  });
  form.before(telephone.status);
  form.after(after, telephone.node);
  form.hidden = false;
}
