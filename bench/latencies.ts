/** Times of one kind of request, in milliseconds. */
export class Latencies {
  private readonly times: number[] = [];

  /** @param clock in milliseconds; the wall's by default */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  async measure<T>(work: () => Promise<T>): Promise<T> {
    const started = this.clock();
    const result = await work();
    this.times.push(this.clock() - started);
    return result;
  }

  get summary(): { readonly count: number; readonly p50: number; readonly p99: number; readonly max: number } {
    const sorted = [...this.times].sort((a, b) => a - b);
    const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
    return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
