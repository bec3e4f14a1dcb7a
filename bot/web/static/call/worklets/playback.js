/**
 * The loudspeaker's side: plays what the line sends, behind a small jitter buffer.
 *
 * It begins when 80 ms are held, so that pieces which come unevenly do not make gaps. After a
 * stall, pieces that are nearly silent are left out until it is back at that delay.
 */

const BEGIN_S = 0.08;
const CATCH_UP_S = 0.2;
const LONGEST_S = 10;
const SILENT = 0.004;
const FADE_S = 0.005;

class Playback extends AudioWorkletProcessor {
  #resampler;
  #pieces = [];
  #offset = 0;
  #held = 0; // samples, at the context's rate
  #playing = false;
  #finishing = false;

  /** @param {{processorOptions: {rate: number}}} options the line's rate, Hz */
  constructor({ processorOptions: { rate } }) {
    super();
    this.#resampler = new MuniResampler(rate, Math.round(sampleRate));
    this.port.onmessage = ({ data }) => {
      if (data.pcm) this.#take(new Int16Array(data.pcm));
      if (data.clear) this.#clear();
      if (data.finish) this.#finishing = true;
    };
  }

  process(_, [[out]]) {
    this.#playing ||= this.#held >= BEGIN_S * sampleRate || this.#finishing;
    let filled = 0;
    while (this.#playing && filled < out.length && this.#pieces.length) {
      const [piece] = this.#pieces;
      const taken = piece.subarray(this.#offset, this.#offset + out.length - filled);
      out.set(taken, filled);
      filled += taken.length;
      this.#offset += taken.length;
      this.#held -= taken.length;
      if (this.#offset === piece.length) this.#next();
    }
    if (filled < out.length) {
      this.#playing = false;
      if (this.#finishing) this.port.postMessage({ finished: true });
      this.#finishing = false;
    }
    return true;
  }

  #take(samples) {
    const heard = Float32Array.from(samples, (sample) => sample / 32_768);
    const piece = this.#resampler.push(heard).slice();
    const silent = heard.every((sample) => Math.abs(sample) < SILENT);
    if (!piece.length || (silent && this.#held > CATCH_UP_S * sampleRate)) return;
    this.#pieces.push(piece);
    this.#held += piece.length;
    while (this.#held > LONGEST_S * sampleRate) {
      this.#held -= this.#pieces[0].length - this.#offset;
      this.#next();
    }
  }

  #next() {
    this.#pieces.shift();
    this.#offset = 0;
  }

  // Faded out in 5 ms: sound that is cut off clicks.
  #clear() {
    const rest = this.#pieces[0]?.slice(this.#offset, this.#offset + FADE_S * sampleRate);
    this.#pieces = rest && this.#playing ? [rest.map((x, k) => x * (1 - k / rest.length))] : [];
    this.#offset = 0;
    this.#held = this.#pieces[0]?.length ?? 0;
  }
}

registerProcessor("muni-playback", Playback);
