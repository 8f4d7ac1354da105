// How long to wait before the next try.

const FIRST = 500; // ms
const LONGEST = 30_000; // ms

/** Milliseconds: doubles with each failure, and is spread over half of itself so that a clinic's visitors do not all come
 *  back at once. Comes on top of what the assistant asked for (seconds). */
export function delay(failures: number, retryAfter: number): number {
  const doubled = Math.min(FIRST * 2 ** (failures - 1), LONGEST);
  return retryAfter * 1000 + doubled * (0.5 + Math.random() / 2);
}

/** A wait that ends early when there is reason to try again: the line is back, or somebody looks at the page again. */
export class Pause {
  private end: (() => void) | null = null;

  constructor() {
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake());
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.end = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  wake = (): void => this.end?.();
}
