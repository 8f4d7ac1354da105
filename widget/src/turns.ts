// The turns of a conversation, in the order to be read.

import type { Turn } from "./types";

/** Whether a message is still on its way. */
export function waits(turn: Turn): boolean {
  return !turn.reply && !turn.refused;
}

/** Known turns brought up to date with newer ones; what waits stands last, as it will be answered last. */
export function merged(known: Turn[], newer: Turn[]): Turn[] {
  const byId = new Map([...known, ...newer].map((turn) => [turn.id, turn]));
  const all = [...byId.values()];
  const settled = all.filter((turn) => !waits(turn)).sort((one, other) => one.time.localeCompare(other.time));
  return [...settled, ...all.filter(waits)];
}
