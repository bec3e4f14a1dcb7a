/** Microphone and loudspeaker of one call, as pieces of 16-bit PCM. */

export const RATE = 16_000;
const PIECE_SAMPLES = RATE / 50; // 20 ms
const WORKLETS = ["resampler", "capture", "playback"];
const START_MS = 5_000;
const FINISH_MS = 12_000;
const OUTPUT_MS = 250; // from the last sample to the ear, also by Bluetooth

/** Why there is no sound: refused, missing, taken, soundless, insecure, unsupported. */
export class SoundError extends Error {
  /** @param {string} reason */
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

export class Sound {
  #context;
  #stream = null;
  #player = null;
  #volume = null;
  #on;

  /**
   * Must be made in the click itself: Safari lets no sound begin later.
   *
   * @param {{piece: (pcm: ArrayBuffer, peak: number) => void, unplugged: () => void}} on `peak` 0 to 1
   * @throws {SoundError}
   */
  constructor(on) {
    if (!window.isSecureContext) throw new SoundError("insecure");
    if (!navigator.mediaDevices?.getUserMedia || !window.AudioWorkletNode) {
      throw new SoundError("unsupported");
    }
    this.#on = on;
    this.#context = new AudioContext({ latencyHint: "interactive" });
    // An iPhone stops the sound while another call rings.
    this.#context.onstatechange = () => this.#wake();
    this.#wake();
  }

  /** Asks for the microphone and lets it run. @throws {SoundError} */
  async open() {
    this.#stream = await askForMicrophone();
    const context = this.#context;
    try {
      for (const name of WORKLETS) {
        await context.audioWorklet.addModule(new URL(`worklets/${name}.js`, import.meta.url));
      }
    } catch (error) {
      throw new SoundError("unsupported", error);
    }
    const microphone = new AudioWorkletNode(context, "muni-capture", {
      channelCount: 1,
      channelCountMode: "explicit",
      processorOptions: { rate: RATE, samples: PIECE_SAMPLES },
    });
    microphone.port.onmessage = ({ data }) => this.#on.piece(data.pcm, data.peak);
    // It gives silence; but a browser need not run what leads nowhere.
    context.createMediaStreamSource(this.#stream).connect(microphone).connect(context.destination);
    this.#stream.getAudioTracks()[0].onended = () => this.#on.unplugged();

    this.#player = new AudioWorkletNode(context, "muni-playback", {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { rate: RATE },
    });
    this.#volume = new GainNode(context);
    this.#player.connect(this.#volume).connect(context.destination);
    await this.#running();
  }

  /** @param {ArrayBuffer} pcm */
  play(pcm) {
    this.#player?.port.postMessage({ pcm }, [pcm]);
  }

  /** Drops what is not heard yet. */
  clear() {
    this.#player?.port.postMessage({ clear: true });
  }

  /** @param {boolean} on whether what is played can be heard */
  set audible(on) {
    if (this.#volume) this.#volume.gain.value = on ? 1 : 0;
  }

  /** Turns the microphone off; resolves when all that was to be played has been heard. */
  finish() {
    this.#mute();
    if (!this.#player) return Promise.resolve();
    return new Promise((done) => {
      setTimeout(done, FINISH_MS);
      this.#player.port.onmessage = () => setTimeout(done, OUTPUT_MS);
      this.#player.port.postMessage({ finish: true });
    });
  }

  close() {
    this.#mute();
    this.#context.onstatechange = null;
    if (this.#context.state !== "closed") this.#context.close();
  }

  #mute() {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
  }

  // Without a loudspeaker it may never run, and then no sound is taken from the microphone either.
  #running() {
    const context = this.#context;
    return new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new SoundError("soundless")), START_MS);
      const look = () => {
        if (context.state !== "running") return;
        clearTimeout(timer);
        done();
      };
      context.addEventListener("statechange", look);
      look();
    });
  }

  #wake() {
    // Chromium and Safari refuse where no one has clicked; a click made this.
    if (["suspended", "interrupted"].includes(this.#context.state)) {
      this.#context.resume().catch(() => {});
    }
  }
}

async function askForMicrophone() {
  // Gain that changes by itself makes the pauses between words as loud as the words.
  const audio = {
    channelCount: 1,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: false,
  };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    throw new SoundError(REASONS[error.name] ?? "taken", error);
  }
}

const REASONS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};
