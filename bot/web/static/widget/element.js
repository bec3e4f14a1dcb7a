/** <muni-chat>: the element a page holds; it opens and closes the chat and remembers that it did. */

import { build } from "./build.js";
import { themed } from "./colour.js";
import { Conversation } from "./conversation.js";
import { Fullscreen, SMALL } from "./fullscreen.js";
import { labelsIn, languageOf } from "./labels.js";
import { Launcher } from "./launcher.js";
import { Names } from "./names.js";
import { offersOf } from "./offers.js";
import { Panel } from "./panel.js";
import { Rest } from "./rest.js";
import { Session } from "./session.js";
import { dress } from "./styles.js";

export class MuniChat extends HTMLElement {
  #session;
  #conversation;
  #panel;
  #launcher;
  #fullscreen;
  #root;
  #names;
  #labels;
  #server;
  #begun = false;

  connectedCallback() {
    if (this.shadowRoot) return; // moved within the page
    const language = languageOf(this.getAttribute("language"));
    const municipality = this.getAttribute("municipality") || null;
    const server = this.getAttribute("server") || new URL("/", location.href).href;
    this.#server = server;
    this.#labels = labelsIn(language);
    // One memory for each language: who goes to the English pages gets an English conversation.
    this.#session = new Session(`${server}:${municipality ?? ""}:${language}`);
    const rest = new Rest(server, this.#session);
    const name = this.getAttribute("name");
    this.#names = new Names(rest, municipality && name ? { [municipality]: name } : {});

    this.#launcher = new Launcher(this.#labels, () => this.show());
    const site = { server, municipality, privacy: this.getAttribute("privacy") };
    this.#panel = new Panel(this.#labels, site, {
      close: () => this.hide(),
      heard: (message) => this.#heard(message),
      lapsed: () => (this.#begun = false),
      municipality: (code) => this.#entitle(code),
      largeText: () => this.#enlarge(!this.#session.get("large")),
    });
    this.#conversation = new Conversation({
      rest,
      session: this.#session,
      asked: { municipality, language },
      view: this.#panel,
    });
    this.#panel.conversation = this.#conversation;
    this.#panel.drafts = { draft: this.#session.get("draft"), contact: this.#session.get("contact") };
    this.#panel.name = name || this.#labels.title;

    this.#root = build("div", { class: "root", lang: language }, this.#launcher.node, this.#panel.node);
    this.#fullscreen = new Fullscreen(this.#panel.node, this);
    const shadow = this.attachShadow({ mode: "open" });
    dress(shadow);
    shadow.append(this.#root);
    this.#paint();
    this.#enlarge(Boolean(this.#session.get("large")));

    // On a small screen it would cover the page that one has just gone to.
    const open = this.#session.get("open") ?? this.hasAttribute("open");
    if (open && !matchMedia(SMALL).matches) this.show({ focus: false });
    else if (this.#session.get("id")) this.#begin();
    window.addEventListener("pageshow", (event) => event.persisted && this.#again());
  }

  /** Opens the chat; focus goes into it unless the page, not the citizen, opened it. */
  show({ focus = true } = {}) {
    this.#session.set({ open: true });
    this.#launcher.node.hidden = true;
    this.#launcher.unread = 0;
    this.#panel.open();
    this.#fullscreen.enter();
    this.#begin();
    this.#seen(this.#conversation.messages.at(-1));
    if (focus) this.#panel.focus();
  }

  /** Closes the chat and gives the focus back; the conversation goes on. */
  hide() {
    this.#session.set({ open: false });
    this.#panel.close();
    this.#fullscreen.exit();
    this.#launcher.node.hidden = false;
    this.#launcher.focus();
  }

  /** Opens the chat and asks; for a site's own "ask about this" buttons. @param {string} question */
  ask(question) {
    this.show();
    this.#panel.ask({ text: question });
  }

  // Nothing is asked of the server before the citizen opens the chat.
  #begin() {
    if (this.#begun) return;
    this.#begun = true;
    this.#entitle(this.getAttribute("municipality"));
    this.#offer();
    this.#conversation.begin();
  }

  // The browser put the page back as it was left; another page may have gone on meanwhile.
  #again() {
    this.#session.reload();
    this.#launcher.unread = 0;
    if (this.#begun) this.#conversation.begin();
  }

  #heard(message) {
    if (!this.#panel.node.hidden) this.#seen(message);
    else if (message.id === this.#session.get("seen")) this.#launcher.unread = 0;
    else this.#launcher.unread += 1;
  }

  #seen(message) {
    if (message?.id) this.#session.set({ seen: message.id });
  }

  async #offer() {
    this.#panel.canSpeak = (await offersOf(this.#server)).call;
  }

  async #entitle(code) {
    const name = await this.#names.of(code);
    if (name) this.#panel.name = name;
  }

  #enlarge(on) {
    if (on !== Boolean(this.#session.get("large"))) this.#session.set({ large: on });
    this.#root.classList.toggle("large", on);
    this.#panel.largeText = on;
  }

  #paint() {
    const theme = themed(this.getAttribute("colour"));
    if (!theme) return;
    this.style.setProperty("--muni-colour", theme.colour);
    this.style.setProperty("--muni-on-colour", theme.on);
  }
}

export function define() {
  if (!customElements.get("muni-chat")) customElements.define("muni-chat", MuniChat);
}
