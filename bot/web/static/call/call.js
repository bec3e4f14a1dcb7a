/** One call to the bot over a WebSocket: speech both ways, keys, and what is said as text. */

import { RATE, Sound, SoundError } from "./sound.js";

const ANSWER_MS = 15_000;
const SILENCE_MS = 10_000;
const MOST_UNSENT = 2 * RATE * 2; // bytes: two seconds
const TEXTS = new Set(["partial", "caller", "bot", "status"]);

/** @typedef {"asking"|"connecting"|"talking"|"ending"|"over"} State */

export class Call {
  /** @type {State|null} */
  state = null;
  #url;
  #id;
  #municipality;
  #on;
  #sound = null;
  #socket = null;
  #timer;
  #audible = true;
  #ending = { reason: "self" };
  #leave = () => this.hangUp();

  /**
   * @param {string} server its address, with a slash at the end
   * @param {string|null} municipality its code
   * @param {{state: (state: State) => void, said: (who: "partial"|"caller"|"bot"|"status",
   *   text: string) => void, level: (peak: number) => void,
   *   over: (end: {reason: string, number?: string}) => void}} on `over` is called once. Its reason:
   *   self, bot, transferred (with the number to ring), unanswered, lost, unplugged, or one of
   *   SoundError's
   */
  constructor(server, municipality, on) {
    this.#url = new URL("voice/browser", server).href.replace(/^http/, "ws");
    this.#municipality = municipality;
    this.#on = on;
  }

  /** Call it in the click itself, before anything is awaited. */
  async begin() {
    this.#turn("asking");
    try {
      this.#sound = new Sound({
        piece: (pcm, peak) => this.#spoken(pcm, peak),
        unplugged: () => this.#end({ reason: "unplugged" }),
      });
      await this.#sound.open();
    } catch (error) {
      if (this.state === "over") return this.#sound?.close(); // hung up while the browser asked
      if (!(error instanceof SoundError)) console.error("The call has no sound", error);
      return this.#end({ reason: error.reason ?? "unsupported" });
    }
    if (this.state === "over") return this.#sound.close();
    this.#sound.audible = this.#audible;
    this.#connect();
  }

  /** @param {string} digit one of 0123456789*# */
  press(digit) {
    if (this.state === "talking") this.#tell({ type: "key", digit });
  }

  /** @param {boolean} on whether the bot's voice is heard; it can be read all the same */
  set audible(on) {
    this.#audible = on;
    if (this.#sound) this.#sound.audible = on;
  }

  hangUp() {
    if (this.state === "talking") this.#tell({ type: "stop" });
    this.#end(this.#ending);
  }

  #connect() {
    this.#turn("connecting");
    window.addEventListener("pagehide", this.#leave);
    this.#timer = setTimeout(() => this.#end({ reason: "unanswered" }), ANSWER_MS);
    try {
      this.#socket = new WebSocket(this.#url);
    } catch {
      return this.#end({ reason: "unanswered" }); // the host page's security policy forbids it
    }
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => {
      this.#tell({ type: "start", sample_rate: RATE, municipality: this.#municipality });
    };
    this.#socket.onmessage = ({ data }) => this.#heard(data);
    this.#socket.onclose = () => this.#closed();
  }

  #spoken(pcm, peak) {
    if (this.state === "ending" || this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#on.level(peak);
    if (this.#socket.bufferedAmount < MOST_UNSENT) this.#socket.send(pcm);
  }

  #heard(data) {
    if (this.state !== "connecting" && this.state !== "talking") return;
    if (this.state === "connecting") this.#turn("talking");
    // A line that is cut without a goodbye never fires `close`; only silence tells.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end({ reason: "lost" }), SILENCE_MS);
    if (data instanceof ArrayBuffer) return this.#sound.play(data);
    const { type, text, number } = JSON.parse(data);
    if (type === "clear") this.#sound.clear();
    else if (type === "transfer") this.#finish({ reason: "transferred", number });
    else if (type === "hangup") this.#finish({ reason: "bot" });
    else if (type === "conversation") this.#id = text;
    else if (type === "token") this.#on.stored({ id: this.#id, token: text });
    else if (TEXTS.has(type)) this.#on.said(type, text);
  }

  #closed() {
    if (this.state === "connecting") this.#end({ reason: "unanswered" });
    else if (this.state === "talking") this.#end({ reason: "lost" });
  }

  // The goodbye is still on its way to the ear when the line says that it is over.
  async #finish(end) {
    clearTimeout(this.#timer);
    this.#ending = end;
    this.#turn("ending");
    await this.#sound.finish();
    this.#end(end);
  }

  #end(end) {
    if (this.state === "over") return;
    clearTimeout(this.#timer);
    window.removeEventListener("pagehide", this.#leave);
    this.#turn("over");
    this.#socket?.close();
    this.#sound?.close();
    this.#on.over(end);
  }

  #tell(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #turn(state) {
    this.state = state;
    this.#on.state(state);
  }
}
