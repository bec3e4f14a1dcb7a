/**
 * Keeps the conversation connected: by WebSocket, else by REST, else not at all for now.
 *
 * A lost socket is opened again with growing pauses. From the second failure on (or the first
 * without any answer), the history is also fetched over REST: that tells a blocked WebSocket
 * ("rest") from a lost network ("offline"), and brings what was said meanwhile, so on "rest" every
 * new try is a poll as well.
 */

import { Socket } from "./socket.js";

const PAUSES_MS = [400, 1_000, 2_000, 4_000, 8_000, 15_000];
const LIVELY_MS = 2_000;
const [WRONG_TOKEN, GONE] = [4401, 4404];

export class Connection {
  /** @type {"connecting"|"socket"|"rest"|"offline"} */
  state = "connecting";
  /** A person is there or waited for: without a socket, it is asked more often. */
  lively = false;
  #rest;
  #hello;
  #on;
  #socket = null;
  #failures = 0;
  #timer;
  #stopped = false;
  #leaving = new AbortController();

  /**
   * @param {import("./rest.js").Rest} rest
   * @param {() => {token: string, after: string|null}} hello what to greet with, asked each time
   * @param {{messages: (list: any[], person: any) => void, frame: (frame: any) => void, gone: () => void,
   *   state: (state: string) => void}} on
   */
  constructor(rest, hello, on) {
    this.#rest = rest;
    this.#hello = hello;
    this.#on = on;
    const { signal } = this.#leaving;
    window.addEventListener("online", () => this.#hurry(), { signal });
    window.addEventListener("offline", () => this.#lost(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry(), { signal });
    this.#open();
  }

  send(frame) {
    this.#socket.send(frame);
  }

  /** The socket is open but does not answer: start it over. */
  restart() {
    this.#socket?.close();
    this.#closed(0);
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#leaving.abort();
    this.#socket?.close();
  }

  /** A REST call found no network. */
  failed() {
    if (this.state === "rest") this.#turn("offline");
  }

  #open() {
    clearTimeout(this.#timer);
    this.#socket?.close();
    try {
      this.#socket = new Socket(this.#rest.socketUrl, this.#hello(), {
        ready: (messages, person) => {
          this.#failures = 0;
          this.#on.messages(messages, person);
          this.#turn("socket");
        },
        frame: this.#on.frame,
        closed: (code) => this.#closed(code),
      });
    } catch {
      this.#closed(0); // no WebSocket here, or the host page's security policy forbids it
    }
  }

  #closed(code) {
    this.#socket = null;
    if (this.#stopped) return;
    if (code === WRONG_TOKEN || code === GONE) return this.#on.gone();
    this.#failures += 1;
    if (this.state === "socket") this.#turn("connecting");
    // Spread out, so that a restarted server does not get every citizen in the same second.
    const known = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length) - 1];
    const pause = this.lively ? Math.min(known, LIVELY_MS) : known;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), pause * (0.5 + Math.random()));
    if (this.#failures > 1 || code === 0) this.#probe();
  }

  async #probe() {
    try {
      const { messages, person } = await this.#rest.history();
      if (this.#stopped || this.state === "socket") return;
      this.#on.messages(messages, person);
      this.#turn("rest");
    } catch (error) {
      if (this.#stopped || this.state === "socket") return;
      if (error.gone) this.#on.gone();
      else this.#turn("offline");
    }
  }

  #hurry() {
    if (this.state === "socket") return;
    this.#failures = Math.min(this.#failures, 1);
    this.#open();
  }

  #lost() {
    this.#socket?.close();
    this.#closed(0);
    this.#turn("offline");
  }

  #turn(state) {
    if (this.#stopped || this.state === state) return;
    this.state = state;
    this.#on.state(state);
  }
}
