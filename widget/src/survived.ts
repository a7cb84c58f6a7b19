/** What is known of the months since the operation. */

import type { Outcome } from "./outcome.js";

/** Who was free of disease was alive; who is alive need not be free of disease. */
export interface Survived {
  readonly alive: number;
  readonly diseaseFree: number;
}

export const NOTHING_SURVIVED: Survived = { alive: 0, diseaseFree: 0 };

function monthsAlive({ alive, diseaseFree }: Survived): number {
  return Math.max(alive, diseaseFree);
}

/** The months that an answer about the outcome is given. */
export function monthsGiven(survived: Survived, outcome: Outcome | undefined): number {
  return outcome === "disease_free_survival" ? survived.diseaseFree : monthsAlive(survived);
}

/** The months known to be alive that an answer about the outcome is not given; 0 where it is. */
export function monthsNotGiven(survived: Survived, outcome: Outcome | undefined): number {
  const alive = monthsAlive(survived);
  return alive > monthsGiven(survived, outcome) ? alive : 0;
}

/** What is known once the months of the outcome are said to be others. */
export function surviveTo(survived: Survived, outcome: Outcome | undefined, months: number): Survived {
  const { alive, diseaseFree } = survived;
  return outcome === "disease_free_survival"
    ? { alive: Math.max(alive, months), diseaseFree: months }
    : { alive: months, diseaseFree: Math.min(diseaseFree, months) };
}
