/** The answer first: how many of 100, at which time, and how sure. */

import { html, nothing, type TemplateResult } from "lit";

import type { Prediction } from "./answer.js";
import { persons, personsOf } from "./persons.js";
import { scaleAxis, scaleRow, type Row } from "./scale.js";
import type { View } from "./view.js";

export function headlineView(view: View): TemplateResult {
  const { t } = view;
  const horizon = view.horizon();
  return html`<div class="headline" part="headline">
    ${view.ofCohort ? html`<p class="caution">${t.notIndividual}</p>` : nothing}
    <p class="estimate">
      <strong>${t.headline(persons(horizon.survival))}</strong>
      <span>${view.subject}</span>
    </p>
    <p class="sure">
      <strong>${t.interval(personsOf(horizon))}</strong>
      <span class="key">
        <svg class="average-sample" viewBox="0 0 4 20" aria-hidden="true" focusable="false">
          <line class="average" x1="2" x2="2" y1="0" y2="20" />
        </svg>
        ${t.averageIs(persons(horizon.average))}
      </span>
    </p>
    <ul class="rows">
      ${rowsOf(view).map(scaleRow)} ${scaleAxis(t.alive)}
    </ul>
    ${changesView(view)}
    <p class="hint">${t.intervalMeaning}</p>
  </div>`;
}

/** The answer in one line, kept in sight where form and answer do not fit side by side. */
export function glanceView(view: View, pending: boolean): TemplateResult {
  const { t } = view;
  const horizon = view.horizon();
  const counted = personsOf(horizon);
  return html`<p class="glance ${pending ? "pending" : ""}" aria-hidden="true">
    ${t.named(view.who, "")}<strong>${t.headline(counted.alive)}</strong> (${t.to(counted)}),
    ${view.time}
  </p>`;
}

function rowsOf(view: View): readonly Row[] {
  return [
    row(view, view.prediction, named(view, view.prediction), "patient"),
    ...view.others.map((other) => row(view, other, named(view, other), "second")),
    ...differentRows(view),
  ];
}

function row(view: View, prediction: Prediction, label: string, tone: Row["tone"]): Row {
  const horizon = view.horizon(prediction);
  const counted = personsOf(horizon);
  return {
    label,
    tone,
    text: `${counted.alive} (${view.t.to(counted)})`,
    from: horizon.lower,
    to: horizon.upper,
    estimate: horizon.survival,
    average: horizon.average,
  };
}

function differentRows(view: View): readonly Row[] {
  const horizon = view.differentHorizon();
  if (!horizon) return [];
  const counted = personsOf(horizon);
  return [
    {
      label: view.t.differentPatient,
      tone: "different",
      text: `${counted.alive} (${view.t.to(counted)})`,
      from: horizon.lower,
      to: horizon.upper,
      estimate: horizon.survival,
      average: horizon.average,
    },
  ];
}

function changesView(view: View): TemplateResult | typeof nothing {
  const different = view.different();
  if (!different) return nothing;
  const { t } = view;
  return html`<p class="changes">${t.named(t.differentPatient, view.changes(different.changes))}</p>`;
}

/** Whose answer by which model, where there is more than one model. */
export function named(view: View, prediction: Prediction): string {
  if (view.others.length === 0) return view.who;
  return view.t.named(view.who, modelName(view, prediction));
}

export function modelName({ t }: View, { model, experimental }: Prediction): string {
  return experimental ? t.experimentalModel(model) : t.model(model);
}
