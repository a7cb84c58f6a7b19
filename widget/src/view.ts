/** What every part of the answer is drawn from. */

import { horizonAt } from "./answer.js";
import type { Answer, Curve, ExplainedHorizon, Horizon, Prediction, Range, WhatIf } from "./answer.js";
import type { Factor, FactorValue, Patient } from "./factor.js";
import type { Strings } from "./locales/en.js";
import type { OutcomeStrings } from "./locales/outcomes/en.js";
import type { Question } from "./question.js";

/** An answer, the question it answers, and the cohort's average curves by model. */
export interface Result {
  readonly question: Question;
  readonly answer: Answer;
  readonly averages: ReadonlyMap<string, Curve>;
}

export class View {
  constructor(
    readonly t: Strings,
    readonly factors: ReadonlyMap<string, Factor>,
    readonly result: Result,
    /** The horizon asked to be shown; the last when there is none such. */
    readonly months: number,
    /** The months that the patient is known to be alive, where the answer does not use them; else 0. */
    readonly unusedMonths: number,
  ) {}

  /** The words for what is predicted. */
  get words(): OutcomeStrings {
    return this.t.outcomes[this.result.question.outcome];
  }

  get answer(): Answer {
    return this.result.answer;
  }

  /** The default model's prediction. */
  get prediction(): Prediction {
    return this.answer.predictions[0]!;
  }

  /** Those of other models, shown beside it. */
  get others(): readonly Prediction[] {
    return this.answer.predictions.slice(1);
  }

  get survived(): number {
    return this.result.question.survived_months;
  }

  horizon(prediction: Prediction = this.prediction): Horizon {
    return horizonAt(prediction.horizons, this.months)!;
  }

  /** Time of the horizon shown, in words. */
  get time(): string {
    return this.t.time(this.horizon().months);
  }

  different(prediction: Prediction = this.prediction): WhatIf | undefined {
    return prediction.what_if[0];
  }

  differentHorizon(prediction: Prediction = this.prediction): Horizon | undefined {
    return horizonAt(this.different(prediction)?.horizons ?? [], this.horizon().months);
  }

  explained(prediction: Prediction): ExplainedHorizon | undefined {
    return horizonAt(prediction.explanation?.horizons ?? [], this.horizon().months);
  }

  /** The unknown factors that matter, the one that moves the answer most first. */
  ranges(prediction: Prediction): readonly Range[] {
    const width = (range: Range): number => range.highest - range.lowest;
    return prediction.range_if_known
      .filter(({ months }) => months === this.horizon().months)
      .sort((first, second) => width(second) - width(first));
  }

  /** Whether nothing that the model uses is known. */
  isOfCohort({ model }: Prediction = this.prediction): boolean {
    return this.answer.inputs.every(({ used_by }) => !used_by.includes(model));
  }

  /** Whose answer it is. */
  who(prediction: Prediction = this.prediction): string {
    return this.isOfCohort(prediction) ? this.t.cohortAverage : this.t.thisPatient;
  }

  /** What `About 59 of 100` are. */
  get subject(): string {
    const { t, time, survived, words } = this;
    const isOfCohort = this.isOfCohort();
    if (survived === 0) return isOfCohort ? words.cohort(time) : words.patients(time);
    const given = isOfCohort ? words.cohortGiven : words.patientsGiven;
    return given(time, t.months(survived));
  }

  label(factor: string): string {
    return this.factors.get(factor)?.label ?? factor;
  }

  state(factor: string, value: FactorValue): string {
    return stateFact(this.t, this.factors.get(factor), factor, value);
  }

  changes(changes: Patient): string {
    return Object.entries(changes)
      .map(([factor, value]) => this.state(factor, value))
      .join(", ");
  }
}

/** A fact in words: `Disease-free interval: 8 months`. */
export function stateFact(
  t: Strings,
  factor: Factor | undefined,
  name: string,
  value: FactorValue,
): string {
  return t.named(factor?.label ?? name, stateValue(t, factor, value));
}

export function stateValue(
  t: Pick<Strings, "unknown" | "yes" | "no">,
  factor: Factor | undefined,
  value: FactorValue,
): string {
  if (value === null) return t.unknown;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  const level = factor?.levels.find((one) => one.value === value)?.label;
  return level ?? `${value}${factor?.unit ? ` ${factor.unit}` : ""}`;
}
