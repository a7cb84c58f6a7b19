/** Why: what each fact adds to the cohort's average, or takes from it, with the service's words. */

import { html, nothing, svg, type TemplateResult } from "lit";

import type { Contribution, ExplainedHorizon, Prediction } from "./answer.js";
import { modelName } from "./headline.js";
import { persons } from "./persons.js";
import type { View } from "./view.js";

const HEIGHT = 18;

export function contributionsView(view: View): TemplateResult {
  const { t } = view;
  const predictions = [view.prediction, ...view.others];
  const widest = Math.max(...predictions.map((prediction) => widestOf(view.explained(prediction))));
  return html`<section class="contributions" part="contributions">
    <h4>${t.contributions(view.time)}</h4>
    ${view.survived > 0 ? html`<p class="caution">${view.words.unconditional}</p>` : nothing}
    ${predictions.map((prediction) => ofModel(view, prediction, widest))}
  </section>`;
}

/** One scale for all models, so that their bars may be compared. */
function widestOf(explained: ExplainedHorizon | undefined): number {
  const parts = explained?.contributions ?? [];
  return Math.max(0, ...parts.map(({ contribution }) => Math.abs(contribution)));
}

function ofModel(
  view: View,
  prediction: Prediction,
  widest: number,
): TemplateResult | typeof nothing {
  const explained = view.explained(prediction);
  if (!explained) return nothing;
  const { t } = view;
  const parts = effective(explained);
  const sum = parts.reduce((total, { contribution }) => total + contribution, explained.average);
  return html`${view.others.length > 0 ? html`<h5>${modelName(view, prediction)}</h5>` : nothing}
    ${parts.length > 0
      ? html`<p class="hint">${t.contributionsHint(persons(explained.average), persons(sum))}</p>
          <ul class="bars">
            ${parts.map((part) => barView(view, part, widest))}
          </ul>`
      : html`<p>${t.nothingContributes}</p>`}
    ${unusedView(view, explained)}`;
}

/** The facts that bear on this model's answer, the strongest first. */
function effective({ contributions }: ExplainedHorizon): readonly Contribution[] {
  return contributions
    .filter(({ value, contribution }) => value !== null && contribution !== 0)
    .sort((first, second) => Math.abs(second.contribution) - Math.abs(first.contribution));
}

function barView(view: View, part: Contribution, widest: number): TemplateResult {
  const share = part.contribution / widest;
  const direction = share > 0 ? "raises" : "lowers";
  return html`<li class="row">
    <span class="row-label">${part.text}</span>
    <svg
      class="row-drawing"
      viewBox="-1.02 0 2.04 ${HEIGHT}"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      ${svg`<rect class=${direction} x=${Math.min(share, 0)} y="2" width=${Math.abs(share)} height=${HEIGHT - 4} />
        <line class="zero" x1="0" x2="0" y1="0" y2=${HEIGHT} />`}
    </svg>
    <span class="row-text ${direction}">${view.t.points(persons(part.contribution))}</span>
  </li>`;
}

function unusedView(
  view: View,
  { contributions }: ExplainedHorizon,
): TemplateResult | typeof nothing {
  const unused = contributions.filter(
    ({ value, contribution }) => value !== null && contribution === 0,
  );
  if (unused.length === 0) return nothing;
  const states = unused.map(({ factor, value }) => view.state(factor, value));
  return html`<p class="hint"><b>${view.t.noContribution}</b> ${view.t.listed(states)}</p>`;
}
