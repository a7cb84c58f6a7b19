/** Probabilities as persons of 100: whole ones, because the evidence carries no more. */

import type { Interval } from "./answer.js";

export interface Persons {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

export function persons(probability: number): number {
  return Math.round(100 * probability);
}

export function personsOf(interval: Interval): Persons {
  return {
    estimate: persons(interval.survival),
    lower: persons(interval.lower),
    upper: persons(interval.upper),
  };
}
