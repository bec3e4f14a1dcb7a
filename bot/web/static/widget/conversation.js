/**
 * The conversation itself: what has been said, what is waiting to be sent, and who may see it.
 *
 * No message is lost and none is doubled: a message leaves the outbox only when the server has
 * answered it, is sent again under the same client_id, and every message is shown once by its id.
 */

import { Connection } from "./connection.js";
import { Delivery } from "./delivery.js";
import { Outbox } from "./outbox.js";

const LONGEST_PAUSE_MS = 15_000;

export class Conversation {
  /** @type {any[]} messages in the order they were said */
  messages = [];
  #rest;
  #session;
  #view;
  #asked;
  #outbox;
  #delivery;
  #ids = new Set();
  #unnamed = []; // own messages sent over REST, known by their answers until we see their ids
  #cursor = null; // the last message before which we know that we lack none
  #begun = false;
  #round = 0;

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
    this.#delivery = new Delivery(this.#outbox, rest, {
      sending: (item) => this.#sending(item),
      posting: (on) => view.typing(on),
      answered: (item, reply) => this.#answered(item, reply),
      failed: (item, error) => view.failed(item, error),
      trouble: (error) => view.trouble(error),
      gone: () => this.#gone(),
    });
  }

  /** Takes up the tab's conversation, or starts a new one; goes on trying until it can. */
  begin() {
    this.#stop();
    return this.#start();
  }

  /**
   * @param {{text: string, payload?: string, handover?: boolean}} message what the citizen wrote or
   *   pressed, or that a person is asked for
   */
  send(message) {
    const item = this.#outbox.add(message);
    if (!this.#begun) return void this.begin();
    this.#view.waiting(item);
    this.#delivery.next();
  }

  retry(client_id) {
    const item = this.#outbox.find(client_id);
    if (!item) return;
    delete item.failed;
    item.tries = 0;
    this.#outbox.keep();
    this.#view.waiting(item);
    this.#delivery.next();
  }

  discard(client_id) {
    this.#outbox.drop(client_id);
    this.#view.unsaid(client_id);
  }

  async restart() {
    this.#outbox.empty();
    this.#forget();
    await this.begin();
  }

  /** What staff find it by. */
  get id() {
    return this.#session.get("id");
  }

  /** A call was made from the chat; it is deleted with it. */
  called(call) {
    this.#session.set({ calls: [...this.#calls, call] });
  }

  get #calls() {
    return this.#session.get("calls") ?? [];
  }

  /** Deletes all that was said at the server. @throws {ApiError} when it is still there */
  async remove() {
    const { id, token } = this.#session.all;
    for (const one of id ? [...this.#calls, { id, token }] : this.#calls) {
      await this.#rest.remove(one).catch((error) => {
        if (!error.gone) throw error;
      });
    }
    this.#outbox.empty();
    this.#forget();
    this.#stop();
  }

  rate(message, rating, comment) {
    return this.#rest.rate(message, rating, comment);
  }

  donation(method, body) {
    return this.#rest.donation(method, body);
  }

  suggest(body) {
    return this.#rest.suggest(body);
  }

  keep(drafts) {
    this.#session.set(drafts);
  }

  writes(on) {
    const { connection } = this.#delivery;
    if (connection?.state === "socket") connection.send({ type: "typing", on });
  }

  leaveContact(contact, name) {
    return this.#rest.leaveContact(contact, name);
  }

  #person(person = { state: "none" }) {
    if (this.#delivery.connection) this.#delivery.connection.lively = person.state !== "none";
    this.#view.person(person);
  }

  async #start() {
    this.#begun = true;
    const round = this.#round;
    for (const item of this.#outbox.items) {
      this.#view.waiting(item);
      if (item.failed) this.#view.failed(item, { status: item.failed });
    }
    for (let tries = 0; ; tries += 1) {
      const known = this.#session.get("id");
      try {
        const { messages, person } = known ? await this.#rest.history() : await this.#create(round);
        if (round !== this.#round) return;
        this.#take(messages, { live: !known });
        this.#person(person);
        return this.#connect();
      } catch (error) {
        if (round !== this.#round) return;
        if (error.gone && known) {
          this.#forget();
          if (this.#view.gone()) continue;
          return this.#stop();
        }
        this.#view.trouble(error);
        await pause(error.wait_ms ?? Math.min(1_000 * 2 ** tries, LONGEST_PAUSE_MS));
        if (round !== this.#round) return;
      }
    }
  }

  async #create(round) {
    const { municipality, language } = this.#asked;
    const made = await this.#rest.create(municipality, language).catch((error) => {
      // A misspelt code on the page must not cost the citizen the chat: the bot asks where one lives.
      if (municipality && [404, 422].includes(error.status)) return this.#rest.create(null, language);
      throw error;
    });
    if (round === this.#round) this.#session.set({ id: made.id, token: made.token });
    return made;
  }

  #connect() {
    const hello = () => ({ token: this.#session.get("token"), after: this.#cursor });
    this.#delivery.connection = new Connection(this.#rest, hello, {
      messages: (list, person) => {
        this.#take(list);
        this.#person(person);
      },
      frame: (frame) => this.#heard(frame),
      gone: () => this.#gone(),
      state: (state) => {
        this.#view.typing(false);
        this.#view.connection(state);
        this.#delivery.renew();
      },
    });
  }

  #stop() {
    this.#round += 1;
    this.#begun = false;
    this.#delivery.stop();
    this.messages = [];
    this.#ids.clear();
    this.#unnamed = [];
    this.#cursor = null;
    for (const item of this.#outbox.items) delete item.id;
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

  #heard(frame) {
    if (frame.type === "typing") this.#view.typing(frame.on);
    if (frame.type === "person") this.#person(frame);
    if (frame.type === "messages" && !this.#delivery.answered(frame)) {
      if (frame.citizen) this.#take([frame.citizen]);
      this.#take(frame.messages);
    }
    if (frame.type === "error" && !this.#delivery.refused(frame.client_id, frame)) {
      this.#view.trouble(frame);
    }
  }

  // Kept with the message: only what the server stored after this can be this message.
  #sending(item) {
    item.after ??= this.#cursor;
    this.#outbox.keep();
  }

  #answered(item, { client_id, citizen, messages }) {
    this.#said(item, citizen, messages[0]?.id);
    // A frame of the socket leaves nothing out; the reply to a POST may pass a message by.
    this.#take(messages, { complete: client_id !== undefined });
  }

  #said(item, citizen, answer) {
    if (item.id) return this.#view.said(item.client_id, null);
    // It came with the history already, in words that did not look like ours: masked.
    if (this.#ids.has(citizen?.id ?? answer)) return this.#view.unsaid(item.client_id);
    const said = { role: "citizen", created: new Date().toISOString(), ...citizen };
    if (!citizen || item.payload) said.text = item.text;
    if (citizen) this.#ids.add(citizen.id);
    else this.#unnamed.push({ item, said, answer });
    this.messages.push(said);
    this.#view.said(item.client_id, said);
  }

  /**
   * @param {any[]} list messages from the server, oldest first
   * @param {{live?: boolean, complete?: boolean}} how `live`: said just now, not history;
   *   `complete`: nothing before the last of them is missing
   */
  #take(list, { live = true, complete = true } = {}) {
    list.forEach((message, at) => {
      if (!this.#ids.has(message.id)) this.#show(message, list[at + 1]?.id, live);
      if (complete) this.#cursor = message.id;
    });
  }

  #show(message, next, live) {
    this.#ids.add(message.id);
    const own = message.role === "citizen";
    const earlier = own && next && this.#unnamed.find((one) => one.answer === next);
    if (earlier) {
      Object.assign(earlier.said, message);
      return this.#view.said(earlier.item.client_id, earlier.said);
    }
    const item = own && this.#outbox.items.find((one) => this.#isOurs(one, message));
    if (item) item.id = message.id;
    this.messages.push(message);
    this.#view.show(message, { live, key: item?.client_id });
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
    setTimeout(done, ms);
    window.addEventListener("online", done, { once: true });
  });
}
