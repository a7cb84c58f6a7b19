/** The survival curve with its band, the cohort's average, and what stands beside. */

import { html, nothing, svg, type TemplateResult } from "lit";

import type { Curve, Horizon, Prediction } from "./answer.js";
import { named } from "./headline.js";
import { persons, personsOf } from "./persons.js";
import type { View } from "./view.js";

const MARGIN = { start: 44, end: 18, top: 12, bottom: 44 };

/** Where a month and a probability lie in the drawing. */
class Plot {
  readonly height: number;

  constructor(
    readonly width: number,
    readonly months: number,
  ) {
    this.height = Math.round(Math.min(Math.max(width * 0.62, 230), 400));
  }

  x(month: number): number {
    return tenths(MARGIN.start + (month / this.months) * (this.width - MARGIN.start - MARGIN.end));
  }

  y(probability: number): number {
    return tenths(MARGIN.top + (1 - probability) * (this.height - MARGIN.top - MARGIN.bottom));
  }

  points(months: readonly number[], values: readonly number[]): string {
    return months.map((month, at) => `${this.x(month)},${this.y(values[at]!)}`).join(" ");
  }
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}

export function curveView(view: View, width: number): TemplateResult {
  const { t, words, prediction } = view;
  const predictions = [prediction, ...view.others];
  const months = Math.max(...predictions.map((one) => one.restricted_to_month));
  const plot = new Plot(width, months);
  const texts = prediction.horizons.map((horizon) =>
    t.point(t.time(horizon.months), personsOf(horizon), persons(horizon.average)),
  );
  return html`<figure class="curve" part="curve">
    <figcaption><h4>${words.curve}</h4></figcaption>
    <svg viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label=${t.curveText(words.curve, texts)}>
      ${axes(view, plot)} ${survivedPart(view, plot)}
      ${view.others.map((other) => band(plot, other.curve, "second"))}
      ${band(plot, prediction.curve, "patient")} ${averageLine(view, plot, prediction)}
      ${view.others.map((other) => line(plot, other.curve, "second"))}
      ${line(plot, prediction.curve, "patient")} ${differentMarks(view, plot)}
      ${mark(plot, view.horizon())}
    </svg>
    ${legend(view)}
  </figure>`;
}

function axes({ t, words }: View, plot: Plot): TemplateResult {
  const years = Array.from({ length: Math.floor(plot.months / 12) + 1 }, (_, year) => year);
  const left = plot.x(0);
  const right = plot.x(plot.months);
  return svg`${[0, 0.25, 0.5, 0.75, 1].map(
    (level) => svg`<line class="grid" x1=${left} x2=${right} y1=${plot.y(level)} y2=${plot.y(level)} />
      <text class="tick" x=${left - 6} y=${plot.y(level) + 4} text-anchor="end">${100 * level}</text>`,
  )}
  ${years.map(
    (year) => svg`<line class="grid" x1=${plot.x(12 * year)} x2=${plot.x(12 * year)} y1=${plot.y(0)} y2=${plot.y(0) + 5} />
      <text class="tick" x=${plot.x(12 * year)} y=${plot.y(0) + 19} text-anchor="middle">${year}</text>`,
  )}
  <text class="axis" x=${(left + right) / 2} y=${plot.height - 6} text-anchor="middle">${t.yearsAfter}</text>
  <text class="axis" transform="translate(11 ${plot.height / 2}) rotate(-90)" text-anchor="middle">${words.ofHundred}</text>`;
}

function survivedPart({ survived }: View, plot: Plot): TemplateResult | typeof nothing {
  if (survived === 0) return nothing;
  return svg`<rect class="past" x=${plot.x(0)} y=${plot.y(1)} width=${plot.x(survived) - plot.x(0)} height=${plot.y(0) - plot.y(1)} />
    <line class="past-end" x1=${plot.x(survived)} x2=${plot.x(survived)} y1=${plot.y(1)} y2=${plot.y(0)} />`;
}

function band(plot: Plot, { months, lower, upper }: Curve, tone: string): TemplateResult {
  const there = plot.points(months, upper);
  const back = plot.points(months.toReversed(), lower.toReversed());
  return svg`<polygon class="band ${tone}" points="${there} ${back}" />
    <polyline class="edge ${tone}" points=${there} />
    <polyline class="edge ${tone}" points=${plot.points(months, lower)} />`;
}

function line(plot: Plot, { months, survival }: Curve, tone: string): TemplateResult {
  return svg`<polyline class="line ${tone}" points=${plot.points(months, survival)} />`;
}

function averageLine({ result }: View, plot: Plot, { model }: Prediction): TemplateResult {
  const average = result.averages.get(model);
  return average ? line(plot, average, "average") : svg``;
}

/** The estimate at the horizon shown, with its interval. */
function mark(plot: Plot, { months, survival, lower, upper }: Horizon): TemplateResult {
  const x = plot.x(months);
  const before = x > plot.width / 2;
  return svg`<line class="whisker patient" x1=${x} x2=${x} y1=${plot.y(upper)} y2=${plot.y(lower)} />
    <circle class="dot patient" cx=${x} cy=${plot.y(survival)} r="6" />
    <text class="value patient" x=${before ? x - 11 : x + 11} y=${plot.y(survival) - 8} text-anchor=${before ? "end" : "start"}>${persons(survival)}</text>`;
}

function differentMarks(view: View, plot: Plot): TemplateResult {
  const horizons = view.different()?.horizons ?? [];
  return svg`${horizons.map(({ months, survival, lower, upper }) => {
    const x = plot.x(months) - 7;
    const y = plot.y(survival);
    return svg`<line class="whisker different" x1=${x} x2=${x} y1=${plot.y(upper)} y2=${plot.y(lower)} />
      <polygon class="dot different" points="${x},${y - 7} ${x + 7},${y} ${x},${y + 7} ${x - 7},${y}" />`;
  })}`;
}

function legend(view: View): TemplateResult {
  const { t } = view;
  return html`<ul class="legend">
    ${sample("line patient", named(view, view.prediction))} ${sample("band patient", t.band)}
    ${sample("line average", t.cohortAverage)}
    ${view.others.map((other) => sample("line second", named(view, other)))}
    ${view.different() ? sample("dot different", t.differentPatient) : nothing}
  </ul>`;
}

function sample(kind: string, label: string): TemplateResult {
  return html`<li>
    <svg class="sample" viewBox="0 0 32 14" aria-hidden="true" focusable="false">
      ${sampleShape(kind)}
    </svg>
    ${label}
  </li>`;
}

function sampleShape(kind: string): TemplateResult {
  if (kind.startsWith("line")) return svg`<line class=${kind} x1="0" x2="32" y1="7" y2="7" />`;
  if (kind.startsWith("dot")) return svg`<polygon class=${kind} points="16,0 23,7 16,14 9,7" />`;
  return svg`<rect class=${kind} width="32" height="14" /><line class="edge patient" x1="0" x2="32" y1="1" y2="1" />
    <line class="edge patient" x1="0" x2="32" y1="13" y2="13" />`;
}
