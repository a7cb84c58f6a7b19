/** The form on paper: what is known, and what is not. Shown in print only. */

import { html, nothing, type TemplateResult } from "lit";

import type { Factor, Patient } from "./factor.js";
import type { Strings } from "./locales/en.js";
import type { OutcomeStrings } from "./locales/outcomes/en.js";
import { stateFact } from "./view.js";

/** What the facts are asked about. */
export interface Asked {
  readonly words: OutcomeStrings;
  /** Whether to say what is predicted. */
  readonly isNamed: boolean;
  readonly survived: number;
}

export function factsView(
  t: Strings,
  factors: readonly Factor[],
  patient: Patient,
  asked: Asked | undefined,
): TemplateResult {
  const isKnown = ({ name }: Factor): boolean => (patient[name] ?? null) !== null;
  const known = factors
    .filter(isKnown)
    .map((factor) => stateFact(t, factor, factor.name, patient[factor.name] ?? null));
  const unknown = factors.filter((factor) => !isKnown(factor)).map(({ label }) => label);
  return html`<section class="facts">
    <p><b>${t.facts}</b> ${known.length > 0 ? t.listed(known) : t.nothingKnown}</p>
    ${asked ? askedView(t, asked) : nothing}
    ${unknown.length > 0
      ? html`<p><b>${t.unknownFacts}</b> ${t.listed(unknown)}</p>`
      : nothing}
  </section>`;
}

function askedView(t: Strings, { words, isNamed, survived }: Asked): TemplateResult {
  return html`${isNamed
      ? html`<p><b>${t.named(t.outcome, "")}</b> ${t.listed([words.name])}</p>`
      : nothing}
    <p><b>${t.named(words.survived, "")}</b> ${t.listed([t.months(survived)])}</p>`;
}
