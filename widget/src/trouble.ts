// When the visitor is told that something is in the way.

import { Refused } from "./client";
import type { Trouble } from "./types";

/** Failures in a row before the visitor is told: a line that drops for a second is mended without a word. */
const TOLD_AFTER = 2;

/** What the visitor is told, or null. `wait`: milliseconds until the next try. */
export function troubleOf(error: unknown, failures: number, wait: number): Trouble | null {
  if (error instanceof Refused && error.status === 429) return { kind: "too_fast", seconds: Math.round(wait / 1000) };
  const told = failures >= TOLD_AFTER || !navigator.onLine;
  return told ? { kind: "no_line", seconds: 0 } : null;
}
