/** Which outcome is shown, where there is more than one to choose from. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import type { Strings } from "./locales/en.js";
import type { Outcome } from "./outcome.js";

export interface OutcomeChoice {
  readonly outcomes: readonly Outcome[];
  readonly shown: Outcome | undefined;
  readonly choose: (outcome: Outcome) => void;
}

export function outcomeChoiceView(
  t: Strings,
  { outcomes, shown, choose }: OutcomeChoice,
): TemplateResult | typeof nothing {
  if (outcomes.length < 2) return nothing;
  return html`<div class="outcome" part="outcome">
    <span class="label" id="outcome-label">${t.outcome}</span>
    <div
      class="choices"
      role="radiogroup"
      aria-labelledby="outcome-label"
      aria-describedby=${shown ? "outcome-hint" : nothing}
    >
      ${outcomes.map(
        (outcome) => html`<label class="choice">
          <input
            type="radio"
            name="outcome"
            .checked=${live(outcome === shown)}
            @change=${() => choose(outcome)}
          /><span>${t.outcomes[outcome].name}</span>
        </label>`,
      )}
    </div>
    ${shown ? html`<p class="hint" id="outcome-hint">${t.outcomes[shown].meaning}</p>` : nothing}
  </div>`;
}
