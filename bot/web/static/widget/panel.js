/** The chat's window: puts its parts together, and is what a conversation is shown on. */

import { build } from "./build.js";
import { Composer } from "./composer.js";
import { Header } from "./header.js";
import { explain } from "./labels.js";
import { Log } from "./log.js";
import { People } from "./people.js";
import { Sheet } from "./sheet.js";
import { Spoken } from "./spoken.js";
import { Status } from "./status.js";
import { outward } from "./text.js";
import { download, transcript } from "./transcript.js";

export class Panel {
  node;
  /** @type {import("./conversation.js").Conversation} */
  conversation;
  #labels;
  #on;
  #header;
  #log;
  #status;
  #composer;
  #sheet;
  #spoken;
  #people;
  #privacy;
  #server;
  #name;
  #place;
  #answers = "bot";
  #canSpeak = false;
  #online = true;

  /**
   * @param {any} labels
   * @param {{server: string, municipality: string|null, privacy: string|null}} site
   * @param {{close: () => void, heard: (message: any) => void,
   *   lapsed: () => void, municipality: (code: string) => void, largeText: () => void}} on
   *   `heard`: another than the citizen said something; `lapsed`: the conversation is gone, and
   *   no new one is begun, since the chat is closed
   */
  constructor(labels, { server, municipality, privacy }, on) {
    this.#labels = labels;
    this.#privacy = privacy;
    this.#server = server;
    this.#place = municipality;
    this.#on = on;
    this.#header = new Header(labels, { close: on.close, choose: this.#choices() });
    this.#status = new Status(labels);
    this.#composer = new Composer(
      labels,
      (text) => this.ask({ text }),
      () => this.#spoken.ring(this.#place),
      {
        draft: (draft) => this.conversation.keep({ draft }),
        writes: (on) => this.#people.taken && this.conversation.writes(on),
      },
    );
    this.#log = new Log(labels, this.#status.dots, {
      reply: ({ title, payload }) => {
        this.ask({ text: title, payload });
        this.focusField();
      },
      rate: (...rating) => this.conversation.rate(...rating),
      suggest: (...about) => this.#late("suggest", ...about),
      retry: (key) => this.conversation.retry(key),
      discard: (key) => {
        this.conversation.discard(key);
        this.focusField();
      },
    });
    this.#people = new People(
      labels,
      (...contact) => this.conversation.leaveContact(...contact),
      (contact) => this.conversation.keep({ contact }),
    );
    this.#spoken = new Spoken(labels, server, {
      log: this.#log,
      composer: this.#composer,
      stored: (call) => this.conversation.called(call),
      talking: (on) => this.#header.answeredBy(on ? "call" : this.#answers, this.#people.name),
    });
    const talk = build("div", { class: "talk" }, [
      this.#log.node,
      this.#people.node,
      this.#status.node,
      this.#composer.node,
      this.#spoken.node,
    ]);
    this.#sheet = new Sheet([talk], () => this.#header.focusMenu());
    const body = build("div", { class: "body" }, talk, this.#sheet.node);
    const attributes = { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true };
    this.node = build("section", attributes, this.#header.node, body);
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && on.close());
    this.node.addEventListener("pointerdown", (event) => {
      if (!this.#header.holds(event.composedPath()[0])) this.#header.closeMenu();
    });
  }

  set name(name) {
    this.#name = name;
    this.#header.title = name;
  }

  set drafts({ draft, contact }) {
    if (draft) this.#composer.draft = draft;
    if (contact) this.#people.draft = contact;
  }

  set largeText(on) {
    this.#header.largeText = on;
  }

  set canSpeak(can) {
    this.#canSpeak = can;
    this.#composer.canSpeak = can;
  }

  ask(message) {
    this.#sheet.close();
    this.#status.clear();
    this.conversation.send(message);
  }

  open() {
    this.node.hidden = false;
    this.#log.toEnd();
  }

  close() {
    this.#spoken.hangUp();
    this.node.hidden = true;
  }

  focus() {
    if (this.#sheet.isOpen) this.#header.focus();
    else this.focusField();
  }

  /** On a touch screen the field would pull up a keyboard over what has just been said. */
  focusField() {
    if (matchMedia("(pointer: coarse)").matches) this.#log.focus();
    else this.#composer.focus();
  }


  show(message, how) {
    this.#log.show(message, how);
    if (message.role === "citizen") return;
    this.#status.clear();
    if (message.role !== "system" && !this.#people.taken) this.#answered(message.role);
    if (message.municipality) {
      this.#place = message.municipality;
      this.#on.municipality(message.municipality);
    }
    this.#on.heard(message);
  }

  waiting(item) {
    this.#log.waiting(item, this.#online);
  }

  said(key, message) {
    this.#log.said(key, message);
  }

  unsaid(key) {
    this.#log.unsaid(key);
  }

  failed(item, error) {
    this.#log.failed(item, error);
  }

  typing(on) {
    if (!this.#people.taken) this.#dots(on, this.#labels.typing);
  }

  connection(state) {
    this.#online = state !== "offline";
    this.#status.connection(state);
    this.#log.connection(this.#online);
  }

  trouble(error) {
    if (error.status === 0) this.connection("offline");
    else this.#status.trouble(error);
  }

  gone() {
    if (this.node.hidden) {
      this.#on.lapsed();
      return false;
    }
    this.#log.notice(this.#labels.gone);
    return true;
  }

  person(person) {
    const before = this.#people.taken;
    this.#people.show(person);
    const { taken } = this.#people;
    if (taken || before) this.#dots(taken && Boolean(person.writes), this.#labels.staffTyping);
    this.#answered(taken ? "staff" : "bot");
  }

  cleared() {
    this.#log.clear();
    this.#people.show({ state: "none" });
    this.typing(false);
    this.#answered("bot");
  }

  #dots(on, text) {
    this.#log.typing(on);
    this.#status.typing(on, text);
  }

  #answered(role) {
    this.#answers = role;
    if (!this.#spoken.busy) this.#header.answeredBy(role, this.#people.name);
  }


  #choices() {
    const labels = this.#labels;
    const how = { cancel: labels.cancel, explain: (error) => explain(error, labels) };
    return {
      person: () => {
        this.ask({ text: labels.person, handover: true });
        this.focusField();
      },
      restart: () => this.#sheet.ask(labels.confirmRestart, () => void this.#restart(), how),
      download: () => this.#download(),
      largeText: () => this.#on.largeText(),
      donate: () => this.#late("donate", this.#sheet),
      remove: () => this.#sheet.ask(labels.confirmRemove, () => this.#remove(), { ...how, danger: true }),
      about: () => this.#sheet.read(labels.about, this.#aboutTexts(), labels.back),
    };
  }

  /** What few use is loaded when it is used. */
  async #late(name, ...about) {
    const part = await import(`../say/${name}.js`);
    await part[name](...about, this.conversation, this.#labels, this.#server);
  }

  #restart() {
    this.#spoken.hangUp();
    return this.conversation.restart();
  }

  async #remove() {
    this.#spoken.hangUp();
    await this.conversation.remove();
    this.#people.draft = { contact: "", name: "" };
    this.#sheet.ask(this.#labels.removed, () => void this.conversation.begin());
  }

  #download() {
    const { id, messages } = this.conversation;
    const text = transcript(messages, { name: this.#name, id, labels: this.#labels });
    download(text, `${this.#labels.fileName}-${new Date().toISOString().slice(0, 10)}.txt`);
  }

  #aboutTexts() {
    const { aboutTexts, call } = this.#labels;
    const parts = [...aboutTexts, ...(this.#canSpeak ? [call.about] : [])].flatMap(([title, text]) => [
      build("h4", {}, title),
      build("p", {}, text),
    ]);
    if (this.#privacy) parts.push(build("p", {}, outward(this.#privacy, this.#labels.privacy)));
    return parts;
  }
}
