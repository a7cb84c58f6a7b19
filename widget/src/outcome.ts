/** What is predicted: the outcomes that the calculator has words for, the default one first. */

import type { Model } from "./answer.js";

export const OUTCOMES = [
  "overall_survival",
  "cancer_specific_survival",
  "disease_free_survival",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes that are served; the first is shown unless another is asked for. */
export function outcomesOf(models: readonly Model[]): readonly Outcome[] {
  return OUTCOMES.filter((outcome) => models.some((model) => model.outcome === outcome));
}
