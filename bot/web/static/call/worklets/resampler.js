/**
 * Changes the sample rate of a stream: a polyphase filter, a windowed sinc with a Kaiser window.
 *
 * The processors beside this file reach it through the worklet's global scope, since not every
 * browser lets a worklet's module import another. Load this one first.
 */

const ZEROS = 20; // crossings of the sinc on each side, at the lower of the two rates
const PASSED = 0.92; // of the lower Nyquist frequency; the rest is the filter's slope
const BETA = 8; // of the Kaiser window: about 80 dB between wanted and folded sound
const LONGEST = 4_096; // samples in one call

class Resampler {
  #up;
  #down;
  #taps;
  #filters;
  #held;
  #count;
  #phase = 0;
  #made;

  /** @param {number} from Hz  @param {number} to Hz */
  constructor(from, to) {
    const shared = divisor(from, to);
    this.#up = to / shared;
    this.#down = from / shared;
    const ratio = Math.min(1, to / from);
    const half = Math.ceil(ZEROS / ratio);
    this.#taps = 2 * half;
    this.#filters = Array.from({ length: this.#up }, (_, phase) =>
      filter(half, ratio * (from === to ? 1 : PASSED), phase / this.#up),
    );
    this.#held = new Float32Array(LONGEST + this.#taps);
    this.#count = half - 1; // silence before the first sample
    this.#made = new Float32Array(Math.ceil((LONGEST * this.#up) / this.#down) + 2);
  }

  /**
   * @param {Float32Array} samples at most 4,096
   * @returns {Float32Array} what they make; good until the next call
   */
  push(samples) {
    const held = this.#held;
    held.set(samples, this.#count);
    this.#count += samples.length;
    let at = 0;
    let made = 0;
    while (at + this.#taps <= this.#count) {
      const taps = this.#filters[this.#phase];
      let sum = 0;
      for (let k = 0; k < taps.length; k += 1) sum += held[at + k] * taps[k];
      this.#made[made++] = sum;
      this.#phase += this.#down;
      at += Math.floor(this.#phase / this.#up);
      this.#phase %= this.#up;
    }
    // One step is always shorter than the filter, so `at` is never past what is held.
    held.copyWithin(0, at, this.#count);
    this.#count -= at;
    return this.#made.subarray(0, made);
  }
}

function divisor(a, b) {
  return b ? divisor(b, a % b) : a;
}

function filter(half, cutoff, shift) {
  const taps = new Float32Array(2 * half);
  let sum = 0;
  for (let k = 0; k < taps.length; k += 1) {
    const x = k - half + 1 - shift;
    const window = Math.abs(x) < half ? bessel(BETA * Math.sqrt(1 - (x / half) ** 2)) : 0;
    taps[k] = (x ? Math.sin(Math.PI * cutoff * x) / (Math.PI * x) : cutoff) * window;
    sum += taps[k];
  }
  return taps.map((tap) => tap / sum);
}

/** The modified Bessel function I0, by its series. */
function bessel(x) {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-9; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

globalThis.MuniResampler = Resampler;
