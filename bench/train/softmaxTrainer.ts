// Trains a log-linear ranker: in each group of candidates one is right; hashed binary features; AdaGrad, averaged weights.

/** Groups of candidates with their features, in flat arrays that grow. */
export class Groups {
  private features = new Int32Array(1 << 20);
  private featureCount = 0;
  private readonly candidateStart: number[] = [0];
  private readonly groupStart: number[] = [0];
  private readonly gold: number[] = [];
  private readonly shift: number;

  constructor(readonly bits: number) {
    this.shift = 32 - bits;
  }

  get size(): number {
    return this.gold.length;
  }

  get candidates(): number {
    return this.candidateStart.length - 1;
  }

  /** Adds a candidate to the group in the making. */
  addCandidate(hashes: Int32Array, count: number): void {
    while (this.featureCount + count > this.features.length) {
      const larger = new Int32Array(this.features.length * 2);
      larger.set(this.features);
      this.features = larger;
    }
    for (let i = 0; i < count; i++) this.features[this.featureCount++] = hashes[i]! >>> this.shift;
    this.candidateStart.push(this.featureCount);
  }

  /** Closes the group: candidate `gold` of it is right. */
  closeGroup(gold: number): void {
    this.gold.push(gold);
    this.groupStart.push(this.candidateStart.length - 1);
  }

  /** Weights after `epochs` passes in a fixed pseudo-random order. */
  train(epochs: number, rate: number, decay: number): Float32Array {
    const size = 1 << this.bits;
    const w = new Float32Array(size);
    const squares = new Float32Array(size).fill(1e-3);
    const average = new Float32Array(size);
    const order = Int32Array.from({ length: this.size }, (_, i) => i);
    const scores = new Float64Array(4096);
    let seed = 4242;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let i = order.length - 1; i > 0; i--) {
        seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
        const j = (seed >>> 1) % (i + 1);
        const swap = order[i]!;
        order[i] = order[j]!;
        order[j] = swap;
      }
      for (const group of order) {
        const from = this.groupStart[group]!;
        const to = this.groupStart[group + 1]!;
        let most = -Infinity;
        for (let c = from; c < to; c++) {
          let score = 0;
          for (let f = this.candidateStart[c]!; f < this.candidateStart[c + 1]!; f++) score += w[this.features[f]!]!;
          scores[c - from] = score;
          if (score > most) most = score;
        }
        let sum = 0;
        for (let c = 0; c < to - from; c++) sum += scores[c] = Math.exp(scores[c]! - most);
        for (let c = from; c < to; c++) {
          const p = scores[c - from]! / sum;
          const gradient = p - (c - from === this.gold[group] ? 1 : 0);
          if (gradient < 1e-3 && gradient > -1e-3) continue;
          for (let f = this.candidateStart[c]!; f < this.candidateStart[c + 1]!; f++) {
            const k = this.features[f]!;
            const g = gradient + decay * w[k]!;
            squares[k]! += g * g;
            w[k]! -= (rate * g) / Math.sqrt(squares[k]!);
          }
        }
      }
      if (epoch >= epochs / 2) for (let k = 0; k < size; k++) average[k]! += w[k]!;
    }
    const counted = epochs - Math.ceil(epochs / 2);
    for (let k = 0; k < size; k++) average[k]! /= counted;
    return average;
  }
}
