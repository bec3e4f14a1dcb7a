/**
 * What one tab remembers of the conversation from page to page.
 *
 * It lies in sessionStorage and not in localStorage: many citizens use a library's or the citizen
 * service's own computer, where the next person must not find the last one's conversation. The
 * memory ends with the tab, two tabs never write over each other, and nothing is stored before the
 * citizen opens the chat, so no consent is needed for it.
 */
export class Session {
  #key;
  #record;

  constructor(key) {
    this.#key = `muni-chat:${key}`;
    this.#record = this.#read();
  }

  get(name) {
    return this.#record[name];
  }

  get all() {
    return this.#record;
  }

  set(values) {
    Object.assign(this.#record, values);
    this.#write();
  }

  /** Drops the conversation; how the chat looks (open, large text) and unsent messages stay. */
  forget() {
    const { open, large, outbox } = this.#record;
    this.#record = { open, large, outbox };
    this.#write();
  }

  /** Looks again, since another page of the tab may have written since. */
  reload() {
    this.#record = this.#read();
  }

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key)) ?? {};
    } catch {
      return this.#record ?? {}; // storage is switched off: remembered for this page only
    }
  }

  #write() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#record));
    } catch {
      // Storage is switched off or full; the chat still works on this page.
    }
  }
}
