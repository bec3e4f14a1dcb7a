/** Sends what waits in the outbox, one message at a time, until the server has answered each. */

const ANSWER_MS = 30_000;
const TRIES = 3;
const NO_NETWORK_MS = 3_000;

export class Delivery {
  /** @type {import("./connection.js").Connection|null} */
  connection = null;
  #outbox;
  #rest;
  #on;
  #busy = null; // the message that the server has been asked about
  #round = 0;
  #timer;

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {import("./rest.js").Rest} rest
   * @param {{sending: (item: any) => void, posting: (on: boolean) => void,
   *   answered: (item: any, reply: {citizen?: any, messages: any[]}) => void,
   *   failed: (item: any, error: any) => void, trouble: (error: any) => void, gone: () => void}} on
   *   `failed`: given up until the citizen tries again; `trouble`: will be tried again
   */
  constructor(outbox, rest, on) {
    this.#outbox = outbox;
    this.#rest = rest;
    this.#on = on;
  }

  stop() {
    this.#round += 1;
    this.connection?.stop();
    this.connection = null;
    this.#rested();
  }

  /** The connection came or went: what was under way on the old one is sent again. */
  renew() {
    // A POST under way tells by itself how it ends.
    if (this.#busy?.posted) return;
    this.#rested();
    this.next();
  }

  /** Sends the next one, if nothing is under way and there is a way to send it. */
  next() {
    const state = this.connection?.state;
    const item = this.#outbox.next;
    if (!item || this.#busy || (state !== "socket" && state !== "rest")) return;
    const posted = state === "rest" || Boolean(item.handover);
    this.#busy = { item, posted };
    this.#on.sending(item);
    if (posted) return void this.#post(item);
    const { client_id, text, payload } = item;
    this.connection.send({ type: "message", client_id, ...(payload ? { payload } : { text }) });
    this.#timer = setTimeout(() => this.connection.restart(), ANSWER_MS);
  }

  answered(frame) {
    const item = this.#outbox.find(frame.client_id);
    if (!item) return false;
    this.#done(item, frame);
    return true;
  }

  refused(client_id, error) {
    const item = this.#outbox.find(client_id);
    if (item) this.#refuse(item, error);
    return Boolean(item);
  }

  async #post(item) {
    const round = this.#round;
    this.#on.posting(true);
    let error = null;
    const reply = await this.#rest.send(item).catch((caught) => void (error = caught));
    if (round !== this.#round) return;
    this.#on.posting(false);
    if (error) this.#refuse(item, error);
    else this.#done(item, reply);
  }

  #done(item, reply) {
    this.#rested();
    this.#outbox.drop(item.client_id);
    this.#on.answered(item, reply);
    this.next();
  }

  #refuse(item, error) {
    this.#rested();
    const { status } = error;
    if ([401, 403, 404, 410].includes(status)) return this.#on.gone();
    if (status === 0) {
      this.connection.failed();
      this.#timer = setTimeout(() => this.next(), NO_NETWORK_MS);
      return;
    }
    item.tries = (item.tries ?? 0) + 1;
    if (status === 429 || (status >= 500 && item.tries < TRIES)) {
      this.#on.trouble(error);
      const wait_ms = error.wait_ms ?? 2_000 * 2 ** Math.min(item.tries, 4);
      this.#timer = setTimeout(() => this.next(), wait_ms);
      return;
    }
    item.failed = status;
    this.#outbox.keep();
    this.#on.failed(item, error);
    this.next();
  }

  #rested() {
    clearTimeout(this.#timer);
    this.#busy = null;
  }
}
