/** What the service answers, as far as the calculator reads it. */

import type { FactorValue, Patient } from "./factor.js";

export interface Limitation {
  readonly code: string;
  readonly message: string;
}

export interface Bundle {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly provenance: string;
  readonly clinical_use: boolean;
  readonly limitations: readonly Limitation[];
}

export interface Curve {
  readonly months: readonly number[];
  readonly survival: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

export interface Scenario {
  readonly average: number;
  readonly survival: number;
}

export interface Interval {
  readonly survival: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Horizon extends Interval {
  readonly months: number;
  readonly average: number;
  readonly scenarios: readonly Scenario[];
}

export interface Range {
  readonly factor: string;
  readonly months: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface Contribution {
  readonly factor: string;
  readonly value: FactorValue;
  readonly contribution: number;
  readonly text: string;
}

export interface ExplainedHorizon {
  readonly months: number;
  readonly average: number;
  readonly contributions: readonly Contribution[];
}

export interface WhatIf {
  readonly changes: Patient;
  readonly horizons: readonly Horizon[];
}

export interface Prediction {
  readonly model: string;
  readonly experimental: boolean;
  readonly curve: Curve;
  readonly horizons: readonly Horizon[];
  readonly median_months: number | null;
  readonly restricted_mean_months: number;
  readonly restricted_to_month: number;
  readonly range_if_known: readonly Range[];
  readonly explanation?: { readonly horizons: readonly ExplainedHorizon[] };
  readonly what_if: readonly WhatIf[];
}

export interface Input {
  readonly factor: string;
  readonly status: "used" | "unused" | "unknown";
  readonly used_by: readonly string[];
}

export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly factor: string | null;
}

export interface Answer {
  readonly request_id: string;
  readonly bundle: Bundle;
  readonly outcome: string;
  readonly predictions: readonly Prediction[];
  readonly inputs: readonly Input[];
  readonly warnings: readonly Warning[];
  readonly summary: string;
}

export interface Model {
  readonly name: string;
  readonly outcome: string;
  readonly experimental: boolean;
  readonly factors: readonly string[];
  readonly longest_month: number;
}

export interface Served {
  readonly bundle: Bundle;
  readonly models: readonly Model[];
}

/** The horizon at a month, or the last before it when there is none. */
export function horizonAt<H extends { readonly months: number }>(
  horizons: readonly H[],
  months: number,
): H | undefined {
  return horizons.find((horizon) => horizon.months === months) ?? horizons.at(-1);
}
