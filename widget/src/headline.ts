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
    ${cautionsView(view)}
    <p class="estimate">
      <strong>${t.headline(persons(horizon.survival))}</strong>
      <span>${view.subject}</span>
      ${view.others.length > 0
        ? html`<span class="mark">${modelName(view, view.prediction)}</span>`
        : nothing}
    </p>
    ${view.words.counted ? html`<p>${view.words.counted}</p>` : nothing}
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
      ${rowsOf(view).map(scaleRow)} ${scaleAxis(view.words.ofHundred)}
    </ul>
    ${changesView(view)}
    <p class="hint">${view.words.intervalMeaning}</p>
  </div>`;
}

function cautionsView(view: View): readonly TemplateResult[] {
  const { t, unusedMonths } = view;
  const average = view.isOfCohort() ? [ofModel(view, t.notIndividual)] : [];
  const unused = unusedMonths > 0 ? [t.aliveOnly(t.months(unusedMonths))] : [];
  return [...average, ...unused].map((text) => html`<p class="caution">${text}</p>`);
}

/** What is said of the default model's answer, which is named where there is more than one. */
export function ofModel(view: View, text: string): string {
  return view.others.length > 0 ? view.t.named(modelName(view, view.prediction), text) : text;
}

/** The answer in one line, kept in sight where form and answer do not fit side by side. */
export function glanceView(view: View, pending: boolean, isNamed: boolean): TemplateResult {
  const { t } = view;
  const who = isNamed ? `${view.words.name}, ${view.who()}` : view.who();
  const horizon = view.horizon();
  const counted = personsOf(horizon);
  return html`<p class="glance ${pending ? "pending" : ""}" aria-hidden="true">
    ${t.named(who, "")}<strong>${t.headline(counted.estimate)}</strong> (${t.to(counted)}),
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
    text: `${counted.estimate} (${view.t.to(counted)})`,
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
      text: `${counted.estimate} (${view.t.to(counted)})`,
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
  const who = view.who(prediction);
  return view.others.length === 0 ? who : view.t.named(who, modelName(view, prediction));
}

export function modelName({ t }: View, { model, experimental }: Prediction): string {
  return experimental ? t.experimentalModel(model) : t.model(model);
}
