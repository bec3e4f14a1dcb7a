/** The microphone's side: cuts what is heard into pieces of 16-bit PCM at the line's rate. */

class Capture extends AudioWorkletProcessor {
  #resampler;
  #quiet = new Float32Array(128);
  #piece;
  #filled = 0;
  #peak = 0;
  #size;

  /** @param {{processorOptions: {rate: number, samples: number}}} options of one piece */
  constructor({ processorOptions: { rate, samples } }) {
    super();
    this.#resampler = new MuniResampler(Math.round(sampleRate), rate);
    this.#size = samples;
    this.#piece = new Int16Array(samples);
  }

  // A microphone that gives nothing is sent as silence: the line expects a piece every 20 ms.
  process([[samples = this.#quiet] = []]) {
    for (const sample of this.#resampler.push(samples)) {
      const level = Math.max(-1, Math.min(1, sample));
      this.#peak = Math.max(this.#peak, Math.abs(level));
      this.#piece[this.#filled++] = Math.round(level * 32_767);
      if (this.#filled === this.#size) this.#send();
    }
    return true;
  }

  // Int16Array has the machine's byte order, which is little-endian wherever browsers run.
  #send() {
    const pcm = this.#piece.buffer;
    this.port.postMessage({ pcm, peak: this.#peak }, [pcm]);
    this.#piece = new Int16Array(this.#size);
    this.#filled = 0;
    this.#peak = 0;
  }
}

registerProcessor("muni-capture", Capture);
