/** The answer's column: controls, the answer first, and what stands behind it. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import type { Model } from "./answer.js";
import { contributionsView } from "./contributions.js";
import { curveView } from "./curve.js";
import { differentView, type Difference } from "./different.js";
import type { Factor } from "./factor.js";
import { foundationView } from "./foundation.js";
import { headlineView, named } from "./headline.js";
import { iconArrayView } from "./icon-array.js";
import type { Strings } from "./locales/en.js";
import { concernsDifferentPatient, type Problem } from "./problem.js";
import { rangesView } from "./ranges.js";
import { scenariosView } from "./scenarios.js";
import { tableView } from "./table.js";
import type { View } from "./view.js";
import { warningsView } from "./warnings.js";

export interface AnswerColumn {
  readonly view: View | undefined;
  readonly factors: readonly Factor[];
  readonly used: ReadonlySet<string>;
  readonly experimental: readonly Model[];
  readonly beside: boolean;
  readonly pending: boolean;
  readonly problem: Problem | undefined;
  readonly differences: readonly Difference[];
  readonly curveWidth: number;
  readonly goTo: (factor: string) => void;
  readonly show: (months: number) => void;
  readonly compare: () => void;
  readonly differ: (differences: readonly Difference[]) => void;
  readonly retry: () => void;
}

export function answerView(t: Strings, column: AnswerColumn): TemplateResult {
  const { view, problem, pending } = column;
  return html`<div class="toolbar">
      <h3 id="answer-title">${t.answer}</h3>
      ${view ? horizonsView(t, column, view) : nothing} ${compareView(t, column)}
      <button type="button" @click=${() => window.print()}>${t.print}</button>
      <span class="asking" aria-hidden="true">${t.asking}</span>
    </div>
    ${problem && !concernsDifferentPatient(problem) ? problemView(t, column, problem) : nothing}
    ${view
      ? html`<div class="parts ${pending ? "pending" : ""}">${partsView(t, column, view)}</div>`
      : nothing}
    ${view ? besideView(t, column) : nothing}
    ${view
      ? html`<div class="parts ${pending ? "pending" : ""}">
          ${foundationView(t, view.answer.bundle, view.answer.summary)}
        </div>`
      : nothing}`;
}

function partsView(t: Strings, column: AnswerColumn, view: View): TemplateResult {
  const people = peopleView(t, view);
  return html`<div class="wide lead">${headlineView(view)}</div>
    <div class="wide lead curve-and-people ${people.length > 1 ? "several" : ""}">
      ${curveView(view, column.curveWidth)}
      <div class="people">${people}</div>
    </div>
    <div class="wide">${contributionsView(view)}</div>
    <div class=${people.length > 1 ? "wide" : nothing}>${tableView(view)}</div>
    ${scenariosView(view)} ${rangesView(view)}
    <div class="wide">${warningsView(view, column.goTo)}</div>`;
}

function peopleView(t: Strings, view: View): readonly TemplateResult[] {
  const different = view.differentHorizon();
  const title = (who: string): string => t.icons(who, view.time);
  return [
    iconArrayView(view.words, { title: title(named(view, view.prediction)), interval: view.horizon(), tone: "patient" }),
    ...view.others.map((other) =>
      iconArrayView(view.words, {
        title: title(named(view, other)),
        interval: view.horizon(other),
        tone: "second",
      }),
    ),
    ...(different
      ? [
          iconArrayView(view.words, {
            title: title(t.differentPatient),
            interval: different,
            tone: "different",
          }),
        ]
      : []),
  ];
}

function horizonsView(t: Strings, { show }: AnswerColumn, view: View): TemplateResult {
  const shown = view.horizon().months;
  return html`<div class="choices" role="radiogroup" aria-label=${t.horizon}>
    ${view.prediction.horizons.map(
      ({ months }) => html`<label class="choice">
        <input
          type="radio"
          name="horizon"
          .checked=${live(months === shown)}
          @change=${() => show(months)}
        /><span>${t.time(months)}</span>
      </label>`,
    )}
  </div>`;
}

function compareView(t: Strings, column: AnswerColumn): TemplateResult | typeof nothing {
  const [model] = column.experimental;
  if (!model) return nothing;
  return html`<button type="button" aria-pressed=${column.beside} @click=${column.compare}>
    ${t.compare(t.model(model.name))}
  </button>`;
}

function besideView(t: Strings, column: AnswerColumn): TemplateResult {
  return differentView(t, {
    factors: column.factors,
    used: column.used,
    differences: column.differences,
    problem: column.problem,
    change: column.differ,
  });
}

function problemView(t: Strings, { retry }: AnswerColumn, problem: Problem): TemplateResult {
  const isRefused = problem.status >= 400 && problem.status < 500;
  return html`<div class="problem" part="problem">
    <h4>${t.noAnswer}: ${problem.title}</h4>
    <ul class="messages">
      ${problem.errors.map(({ message }) => html`<li>${message}</li>`)}
    </ul>
    ${isRefused
      ? nothing
      : html`<button type="button" class="quiet" @click=${retry}>${t.retry}</button>`}
  </div>`;
}
