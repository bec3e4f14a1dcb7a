/** The citizen's messages that the server has not yet answered for; they outlive a page change. */

export class Outbox {
  #session;
  #items;

  constructor(session) {
    this.#session = session;
    this.#items = session.get("outbox") ?? [];
  }

  /**
   * @param {{text: string, payload?: string, handover?: boolean}} message `text` is what the citizen
   *   sees; `payload` or `handover` is what is asked, where that is not the text
   * @returns {{client_id: string, text: string, payload?: string, handover?: boolean}}
   */
  add(message) {
    const item = { client_id: uuid(), ...message };
    this.#items.push(item);
    this.keep();
    return item;
  }

  get items() {
    return [...this.#items];
  }

  /** The next one to send: one at a time, so that answers come in the order of the questions. */
  get next() {
    return this.#items.find((item) => !item.failed);
  }

  find(client_id) {
    return this.#items.find((item) => item.client_id === client_id);
  }

  drop(client_id) {
    this.#items = this.#items.filter((item) => item.client_id !== client_id);
    this.keep();
  }

  empty() {
    this.#items = [];
    this.keep();
  }

  keep() {
    this.#session.set({ outbox: this.#items });
  }
}

// crypto.randomUUID is missing on plain http, where a municipality's test site may be.
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
