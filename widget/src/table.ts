/** The numbers in a table, in whole persons of 100. */

import { html, nothing, type TemplateResult } from "lit";

import { horizonAt, type Horizon } from "./answer.js";
import { named, ofModel } from "./headline.js";
import { persons, personsOf } from "./persons.js";
import type { View } from "./view.js";

/** A patient or model beside the one asked about, by horizon. */
interface Column {
  readonly label: string;
  readonly tone: string;
  readonly horizons: readonly Horizon[];
}

export function tableView(view: View): TemplateResult {
  const { t } = view;
  const columns = columnsOf(view);
  return html`<div class="table" part="table">
    <table>
      <caption>
        ${view.words.table}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t.timeColumn}</th>
          ${columns.map(
            ({ label, tone }) => html`<th scope="col" class=${tone}>
              ${label} <span class="limits">(${t.limits})</span>
            </th>`,
          )}
          <th scope="col">${t.cohortAverage}</th>
        </tr>
      </thead>
      <tbody>
        ${view.prediction.horizons.map((horizon) => rowView(view, columns, horizon))}
      </tbody>
    </table>
    <p class="hint">${ofModel(view, `${medianText(view)} ${restrictedMeanText(view)}`)}</p>
  </div>`;
}

function columnsOf(view: View): readonly Column[] {
  const { t, prediction } = view;
  const different = view.different();
  return [
    { label: named(view, prediction), tone: "patient", horizons: prediction.horizons },
    ...view.others.map((other) => ({
      label: named(view, other),
      tone: "second",
      horizons: other.horizons,
    })),
    ...(different
      ? [{ label: t.differentPatient, tone: "different", horizons: different.horizons }]
      : []),
  ];
}

function rowView(view: View, columns: readonly Column[], horizon: Horizon): TemplateResult {
  const { t } = view;
  const shown = horizon.months === view.horizon().months;
  return html`<tr class=${shown ? "shown" : nothing}>
    <th scope="row">${t.time(horizon.months)}</th>
    ${columns.map(({ horizons, tone }) => {
      const counted = personsOf(horizonAt(horizons, horizon.months)!);
      return html`<td class=${tone}>
        ${counted.estimate} <span class="limits">(${t.to(counted)})</span>
      </td>`;
    })}
    <td>${persons(horizon.average)}</td>
  </tr>`;
}

function medianText({ t, words, prediction }: View): string {
  const { median_months: median, restricted_to_month: last } = prediction;
  return median === null ? words.medianNotReached(t.time(last)) : words.median(t.months(median));
}

function restrictedMeanText({ words, prediction }: View): string {
  const { restricted_mean_months: mean, restricted_to_month: last } = prediction;
  return words.restrictedMean(Math.round(mean), last);
}
