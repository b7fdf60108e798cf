/** A bell that remembers one ring: who comes to wait after it rang does not wait. */
export class Bell {
  #rung = false;
  #answer: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#answer?.();
  }

  /** Waits for a ring since the last wait, at most so many milliseconds. One may wait at a time. */
  async heard(atMost: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = Number.isFinite(atMost) ? setTimeout(resolve, atMost) : undefined;
        this.#answer = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
    this.#answer = undefined;
  }
}

/**
 * How long to wait before trying again, in milliseconds: doubling from 50 to 5,000, and between
 * half and all of it by chance, so that those who failed together do not return together.
 */
export function backoff(failures: number): number {
  const whole = Math.min(50 * 2 ** Math.min(failures, 10), 5_000);
  return whole / 2 + (Math.random() * whole) / 2;
}
