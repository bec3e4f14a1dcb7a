// What the agent has sent and the server has not yet answered for; it outlives a reload.

const AGAIN_MS = 2_000;

export class Sender {
  #key;
  #post;
  #list;
  #busy = false;

  /**
   * @param {string} chat its id
   * @param {(path: string, values: object) => Promise<Response>} post
   * @param {HTMLElement} list shows what waits
   */
  constructor(chat, post, list) {
    this.#key = `muni-outbox:${chat}`;
    this.#post = post;
    this.#list = list;
    this.#draw();
  }

  /** @param {{text: string, topic?: string}} line `topic` sends MUNI's answer to it */
  add(line) {
    this.#items = [...this.#items, { client_id: uuid(), ...line }];
    this.send();
  }

  forget() {
    this.#items = [];
  }

  /** One at a time, so that they come in order; the same client_id is stored once. */
  async send() {
    const [item] = this.#items;
    if (!item || this.#busy) return;
    this.#busy = true;
    const { client_id, text, topic } = item;
    const response = await this.#post("beskeder", topic ? { client_id, topic } : { client_id, text }).catch(
      () => null,
    );
    this.#busy = false;
    if (response?.ok) {
      this.#items = this.#items.filter((one) => one.client_id !== client_id);
      return this.send();
    }
    const refused = response && response.status < 500;
    this.#draw(refused ? await response.text() : "");
    if (!refused) setTimeout(() => this.send(), AGAIN_MS);
  }

  get #items() {
    return JSON.parse(sessionStorage.getItem(this.#key) ?? "[]");
  }

  set #items(items) {
    if (items.length) sessionStorage.setItem(this.#key, JSON.stringify(items));
    else sessionStorage.removeItem(this.#key);
    this.#draw();
  }

  #draw(why = "") {
    const rows = this.#items.map(({ text }) => {
      const row = document.createElement("li");
      row.textContent = why ? `Ikke sendt: ${text} (${why})` : `Sender: ${text}`;
      return row;
    });
    this.#list.replaceChildren(...rows);
  }
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
