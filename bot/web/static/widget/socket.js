/** One WebSocket to the conversation: says hello, keeps it alive, and notices when it is dead. */

const HELLO_MS = 4_000;
const PING_MS = 25_000;
const PONG_MS = 10_000;

export class Socket {
  #socket;
  #on;
  #timer;
  #ready = false;
  #over = false;

  /**
   * @param {string} url
   * @param {{token: string, after: string|null}} hello
   * @param {{ready: (messages: any[], person: any) => void, frame: (frame: any) => void,
   *   closed: (code: number) => void}} on `closed` is called once, and never after `close()`
   */
  constructor(url, hello, on) {
    this.#on = on;
    this.#socket = new WebSocket(url);
    this.#timer = setTimeout(() => this.#end(0), HELLO_MS);
    this.#socket.onopen = () => this.send({ type: "hello", ...hello });
    this.#socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    this.#socket.onclose = (event) => this.#end(event.code);
  }

  send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  close() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  #heard(frame) {
    if (this.#over) return;
    if (frame.type === "ready") {
      this.#ready = true;
      this.#on.ready(frame.messages, frame.person);
    } else if (frame.type !== "pong") {
      this.#on.frame(frame);
    }
    if (this.#ready) this.#watch();
  }

  // A line that is cut without a goodbye never fires `close`; only a missing pong tells.
  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.send({ type: "ping" });
      this.#timer = setTimeout(() => this.#end(0), PONG_MS);
    }, PING_MS);
  }

  #end(code) {
    if (this.#over) return;
    this.close();
    this.#on.closed(code);
  }
}
