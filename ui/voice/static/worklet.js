// The microphone in pieces of 32 ms at 16 kHz, 16 bit. Runs on the audio thread: no allocation that could stutter speech.
const RATE = 16000;
const PIECE = 512;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / RATE;
    this.taps = this.step > 1 ? kernel(this.step) : null;
    this.held = new Float32Array(0);
    this.at = 0;
    this.piece = new Int16Array(PIECE);
    this.filled = 0;
  }

  process(inputs) {
    const input = inputs[0][0];
    if (!input) return true;
    const all = new Float32Array(this.held.length + input.length);
    all.set(this.held);
    all.set(input, this.held.length);
    const reach = this.taps ? this.taps.length >> 1 : 1;
    let at = this.at;
    while (at + reach + 1 < all.length) {
      this.push(this.taps ? this.filtered(all, Math.round(at)) : between(all, at));
      at += this.step;
    }
    const from = Math.max(0, Math.floor(at) - reach - 1);
    this.held = all.slice(from);
    this.at = at - from;
    return true;
  }

  filtered(all, at) {
    const half = this.taps.length >> 1;
    let sum = 0;
    for (let n = 0; n < this.taps.length; n++) sum += this.taps[n] * (all[at + n - half] || 0);
    return sum;
  }

  push(value) {
    this.piece[this.filled++] = Math.max(-1, Math.min(1, value)) * 32767;
    if (this.filled < PIECE) return;
    this.port.postMessage(this.piece.buffer.slice(0));
    this.filled = 0;
  }
}

function kernel(step) {
  const half = Math.ceil(step * 4);
  const taps = [];
  for (let n = -half; n <= half; n++) {
    const x = n / step;
    const sinc = n === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    taps.push(sinc * (0.5 + 0.5 * Math.cos((Math.PI * n) / (half + 1))));
  }
  const sum = taps.reduce((a, b) => a + b, 0);
  return taps.map((t) => t / sum);
}

function between(all, at) {
  const low = Math.floor(at);
  return all[low] + (all[low + 1] - all[low]) * (at - low);
}

registerProcessor("microphone", Microphone);
