/** The same patient, if the average of all were another one. */

import { html, nothing, type TemplateResult } from "lit";

import type { Prediction, Scenario } from "./answer.js";
import { modelName } from "./headline.js";
import { persons } from "./persons.js";
import { scaleAxis, scaleRow, type Tone } from "./scale.js";
import type { View } from "./view.js";

export function scenariosView(view: View): TemplateResult | typeof nothing {
  const { t } = view;
  const months = view.prediction.horizons.find(({ scenarios }) => scenarios.length > 0)?.months;
  if (months === undefined) return nothing;
  return html`<section class="scenarios" part="scenarios">
    <h4>${t.scenarios(t.time(months))}</h4>
    <p class="hint">${t.scenariosHint}</p>
    ${[view.prediction, ...view.others].map((prediction, order) =>
      ofModel(view, prediction, order === 0 ? "patient" : "second"),
    )}
  </section>`;
}

function ofModel(view: View, prediction: Prediction, tone: Tone): TemplateResult {
  const scenarios = prediction.horizons.flatMap((horizon) => horizon.scenarios);
  return html`${view.others.length > 0 ? html`<h5>${modelName(view, prediction)}</h5>` : nothing}
    <ul class="rows">
      ${scenarios.map((scenario) => scenarioView(view, scenario, tone))} ${scaleAxis(view.words.ofHundred)}
    </ul>`;
}

function scenarioView({ t }: View, { average, survival }: Scenario, tone: Tone): TemplateResult {
  return scaleRow({
    label: t.scenario(persons(average)),
    text: t.then(persons(survival)),
    tone,
    estimate: survival,
    average,
  });
}
