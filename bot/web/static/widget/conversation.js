/**
 * The conversation itself: what has been said, what is waiting to be sent, and who may see it.
 *
 * No message is lost and none is doubled: a message leaves the outbox only when the server has
 * answered it, is sent again under the same client_id, and every message is shown once by its id.
 */

import { Connection } from "./connection.js";
import { Outbox } from "./outbox.js";
import { ApiError } from "./rest.js";

const ANSWER_MS = 30_000;
const TRIES = 3;

export class Conversation {
  /** @type {any[]} messages in the order they were said */
  messages = [];
  #rest;
  #session;
  #view;
  #asked;
  #outbox;
  #connection = null;
  #ids = new Set();
  #unnamed = []; // own messages sent over REST, whose ids we have not been told yet
  #cursor = null; // the last message before which we know that we lack none
  #busy = null; // the item that the server has been asked about
  #posting = false;
  #timer;
  #round = 0;
  #begun = false;

  /**
   * @param {{rest: import("./rest.js").Rest, session: import("./session.js").Session,
   *   asked: {municipality: string|null, language: string}, view: any}} parts `view` is the panel
   */
  constructor({ rest, session, asked, view }) {
    this.#rest = rest;
    this.#session = session;
    this.#asked = asked;
    this.#view = view;
    this.#outbox = new Outbox(session);
  }

  /** Takes up the tab's conversation, or starts a new one; goes on trying until it can. */
  begin() {
    this.#stop();
    return this.#start();
  }

  async #start() {
    this.#begun = true;
    for (const item of this.#outbox.items) {
      this.#view.waiting(item);
      if (item.failed) this.#view.failed(item, { status: item.failed });
    }
    const round = this.#round;
    for (let tries = 0; ; tries += 1) {
      try {
        const known = this.#session.get("id");
        const { messages } = known ? await this.#rest.history() : await this.#create(round);
        if (round !== this.#round) return;
        this.#take(messages, { live: !known });
        break;
      } catch (error) {
        if (round !== this.#round) return;
        if (error.gone && this.#session.get("id")) {
          this.#forget();
          if (this.#view.gone()) continue;
          return this.#stop();
        }
        this.#view.trouble(error);
        await pause(error.wait_ms ?? Math.min(1_000 * 2 ** tries, 15_000));
        if (round !== this.#round) return;
      }
    }
    this.#connect();
  }

  /** @param {string} text what the citizen wrote  @param {string} [payload] of a quick reply */
  send(text, payload) {
    const item = this.#outbox.add(payload ? { text, payload } : { text });
    if (!this.#begun) return void this.begin();
    this.#view.waiting(item);
    this.#pump();
  }

  retry(client_id) {
    const item = this.#outbox.find(client_id);
    if (!item) return;
    delete item.failed;
    item.tries = 0;
    this.#outbox.keep();
    this.#view.waiting(item);
    this.#pump();
  }

  discard(client_id) {
    this.#outbox.drop(client_id);
    this.#view.unsaid(client_id);
  }

  /** Leaves the conversation with the server and begins another. */
  async restart() {
    this.#outbox.empty();
    this.#forget();
    await this.begin();
  }

  /** Deletes the conversation at the server. @throws {ApiError} when it is still there */
  async remove() {
    if (this.#session.get("id")) {
      await this.#rest.remove().catch((error) => {
        if (!error.gone) throw error;
      });
    }
    this.#outbox.empty();
    this.#forget();
    this.#stop();
  }

  /** Asks for a member of staff. @throws {ApiError} */
  async handover() {
    const { messages } = await this.#ours(() => this.#rest.handover());
    this.#take(messages, { complete: false });
  }

  /** @param {string} message its id  @param {"up"|"down"} rating  @throws {ApiError} */
  rate(message, rating, comment) {
    return this.#ours(() => this.#rest.rate(message, rating, comment));
  }

  async #ours(call) {
    if (!this.#session.get("id")) throw new ApiError(0, "");
    try {
      return await call();
    } catch (error) {
      if (error.gone) this.#gone();
      throw error;
    }
  }

  async #create(round) {
    const { municipality, language } = this.#asked;
    const made = await this.#rest.create(municipality, language);
    if (round === this.#round) this.#session.set({ id: made.id, token: made.token });
    return made;
  }

  #connect() {
    const hello = () => ({ token: this.#session.get("token"), after: this.#cursor });
    this.#connection = new Connection(this.#rest, hello, {
      messages: (list) => this.#take(list),
      frame: (frame) => this.#heard(frame),
      gone: () => this.#gone(),
      state: (state) => this.#turned(state),
    });
  }

  #stop() {
    this.#round += 1;
    this.#begun = false;
    this.#connection?.stop();
    this.#connection = null;
    clearTimeout(this.#timer);
    this.#busy = null;
    this.#posting = false;
    this.messages = [];
    this.#ids.clear();
    this.#unnamed = [];
    this.#cursor = null;
    this.#outbox.items.forEach((item) => delete item.id);
    this.#view.cleared();
  }

  #forget() {
    this.#session.forget();
    for (const item of this.#outbox.items) delete item.after;
  }

  // What was written is not lost with the old conversation: it is asked in the new one.
  #gone() {
    this.#forget();
    this.#stop();
    if (this.#view.gone()) this.#start();
  }

  #turned(state) {
    if (!this.#posting) this.#busy = null;
    clearTimeout(this.#timer);
    this.#view.typing(false);
    this.#view.connection(state);
    this.#pump();
  }

  #heard(frame) {
    if (frame.type === "typing") this.#view.typing(frame.on);
    if (frame.type === "messages") {
      const item = this.#outbox.find(frame.client_id);
      if (item) this.#delivered(item, frame.citizen);
      else if (frame.citizen) this.#take([frame.citizen]);
      this.#take(frame.messages);
      this.#pump();
    }
    if (frame.type === "error") {
      const item = this.#outbox.find(frame.client_id);
      if (item) this.#refused(item, frame);
      else this.#view.trouble(frame);
    }
  }

  async #pump() {
    const state = this.#connection?.state;
    const item = this.#outbox.next;
    if (!item || this.#busy || (state !== "socket" && state !== "rest")) return;
    this.#busy = item;
    item.after ??= this.#cursor;
    this.#outbox.keep();
    if (state === "socket") {
      const { client_id, text, payload } = item;
      this.#connection.send({ type: "message", client_id, ...(payload ? { payload } : { text }) });
      this.#timer = setTimeout(() => this.#connection.restart(), ANSWER_MS);
      return;
    }
    await this.#post(item);
  }

  async #post(item) {
    const round = this.#round;
    this.#posting = true;
    this.#view.typing(true);
    let error = null;
    let reply = null;
    try {
      reply = await this.#rest.send(item);
    } catch (caught) {
      error = caught;
    }
    if (round !== this.#round) return;
    this.#posting = false;
    this.#view.typing(false);
    if (error) return this.#refused(item, error);
    this.#delivered(item, reply.citizen);
    this.#take(reply.messages, { complete: false });
    this.#pump();
  }

  #delivered(item, citizen) {
    clearTimeout(this.#timer);
    this.#busy = null;
    this.#outbox.drop(item.client_id);
    if (item.id) return this.#view.said(item.client_id, null);
    // It came with the history already, in words that did not look like ours: masked.
    if (citizen && this.#ids.has(citizen.id)) return this.#view.unsaid(item.client_id);
    const said = { role: "citizen", created: new Date().toISOString(), ...citizen };
    if (!citizen || item.payload) said.text = item.text;
    if (citizen) this.#ids.add(citizen.id);
    else this.#unnamed.push({ item, said });
    this.messages.push(said);
    this.#view.said(item.client_id, said);
  }

  #refused(item, error) {
    clearTimeout(this.#timer);
    this.#busy = null;
    const { status } = error;
    if ([401, 403, 404, 410].includes(status)) return this.#gone();
    if (status === 0) return this.#connection.failed();
    item.tries = (item.tries ?? 0) + 1;
    if (status === 429 || (status >= 500 && item.tries < TRIES)) {
      this.#view.trouble(error);
      this.#timer = setTimeout(() => this.#pump(), error.wait_ms ?? 2_000 * 2 ** Math.min(item.tries, 4));
      return;
    }
    item.failed = status;
    this.#outbox.keep();
    this.#view.failed(item, error);
    this.#pump();
  }

  /**
   * @param {any[]} list messages from the server, oldest first
   * @param {{live?: boolean, complete?: boolean}} how `live`: said just now, not history;
   *   `complete`: nothing before the last of them is missing
   */
  #take(list, { live = true, complete = true } = {}) {
    for (const message of list) {
      if (!this.#ids.has(message.id)) this.#show(message, live);
      if (complete) this.#cursor = message.id;
    }
  }

  #show(message, live) {
    this.#ids.add(message.id);
    if (message.role === "citizen") {
      const earlier = this.#unnamed.shift();
      if (earlier) {
        const { text } = earlier.item.payload ? earlier.item : message;
        Object.assign(earlier.said, message, { text });
        return this.#view.said(earlier.item.client_id, earlier.said);
      }
      const item = this.#outbox.items.find((one) => this.#isOurs(one, message));
      if (item) {
        item.id = message.id;
        this.messages.push(message);
        return this.#view.show(message, { live, key: item.client_id });
      }
    }
    this.messages.push(message);
    this.#view.show(message, { live });
  }

  // The server has it, but its answer has not come yet: the item stays in the outbox.
  #isOurs(item, message) {
    if (item.id) return false;
    if (message.client_id) return message.client_id === item.client_id;
    return item.text === message.text && this.#ids.has(item.after);
  }
}

/** Waits, but no longer than until the network is back. */
function pause(ms) {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    const hurry = () => {
      clearTimeout(timer);
      done();
    };
    window.addEventListener("online", hurry, { once: true });
  });
}
