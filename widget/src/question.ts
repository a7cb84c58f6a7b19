/** What is asked of `POST /v1/predictions`. */

import type { Patient } from "./factor.js";
import type { Outcome } from "./outcome.js";

export interface Question {
  readonly patient: Patient;
  readonly outcome: Outcome;
  readonly models: readonly string[];
  readonly survived_months: number;
  readonly what_if: readonly Patient[];
  readonly explain: boolean;
}

/** The same question about a patient of whom nothing is known: the cohort's average. */
export function ofCohort(question: Question): Question {
  return { ...question, patient: {}, what_if: [], explain: false };
}

export function withoutDifferentPatient(question: Question): Question {
  return { ...question, what_if: [] };
}
