/** What is unknown, as what could still move the answer. */

import { html, nothing, type TemplateResult } from "lit";

import type { Prediction, Range } from "./answer.js";
import { modelName } from "./headline.js";
import { persons } from "./persons.js";
import { scaleAxis, scaleRow } from "./scale.js";
import type { View } from "./view.js";

export function rangesView(view: View): TemplateResult | typeof nothing {
  const { t } = view;
  const predictions = [view.prediction, ...view.others].filter(
    (prediction) => view.ranges(prediction).length > 0,
  );
  if (predictions.length === 0) return nothing;
  return html`<section class="ranges" part="ranges">
    <h4>${t.ranges(view.time)}</h4>
    <p class="hint">${t.rangesHint}</p>
    ${predictions.map(
      (prediction) => html`${view.others.length > 0
          ? html`<h5>${modelName(view, prediction)}</h5>`
          : nothing}
        <ul class="rows">
          ${view.ranges(prediction).map((range) => rangeView(view, prediction, range))}
          ${scaleAxis(view.words.ofHundred)}
        </ul>`,
    )}
  </section>`;
}

function rangeView(view: View, prediction: Prediction, range: Range): TemplateResult {
  return scaleRow({
    label: view.label(range.factor),
    text: view.t.range(persons(range.lowest), persons(range.highest)),
    tone: "unknown",
    from: range.lowest,
    to: range.highest,
    estimate: view.horizon(prediction).survival,
  });
}
