/** The form: facts that the model uses first, the others behind a press. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import type { Model } from "./answer.js";
import type { Factor, FactorValue, Patient } from "./factor.js";
import { fieldView } from "./field.js";
import type { Strings } from "./locales/en.js";
import type { OutcomeStrings } from "./locales/outcomes/en.js";
import { faultsAt, type Problem } from "./problem.js";

export interface Form {
  readonly factors: readonly Factor[];
  /** The models shown. */
  readonly models: readonly Model[];
  /** The words for what is predicted; without them there is nothing to say of survival so far. */
  readonly words: OutcomeStrings | undefined;
  readonly patient: Patient;
  readonly typed: Readonly<Record<string, string>>;
  readonly survived: number;
  readonly problem: Problem | undefined;
  readonly othersOpen: boolean;
  readonly change: (factor: string, value: FactorValue, typed: string) => void;
  readonly survive: (months: number) => void;
  readonly openOthers: (open: boolean) => void;
  readonly clear: () => void;
}

export function formView(t: Strings, form: Form): TemplateResult {
  const { used, alsoUsed, others } = groupsOf(form);
  const answering = form.models.filter(({ experimental }) => !experimental).length;
  return html`<section class="form" part="form" aria-labelledby="patient-title">
    <h3 id="patient-title">${t.patient}</h3>
    ${used.length > 0
      ? html`<div class="group">
          <h4>${t.usedFacts(answering)}</h4>
          ${used.map((factor) => fieldOf(t, form, factor))}
        </div>`
      : nothing}
    ${alsoUsed.length > 0
      ? html`<div class="group second">
          <h4>${t.alsoUsedFacts}</h4>
          ${alsoUsed.map((factor) => fieldOf(t, form, factor))}
        </div>`
      : nothing}
    ${form.words ? survivedView(t, form, form.words) : nothing}
    ${othersView(t, form, others, answering)}
    <button type="button" class="quiet" @click=${form.clear}>${t.clear}</button>
  </section>`;
}

interface Groups {
  readonly used: readonly Factor[];
  readonly alsoUsed: readonly Factor[];
  readonly others: readonly Factor[];
}

function groupsOf({ factors, models }: Form): Groups {
  const usedBy = (experimental: boolean): ReadonlySet<string> =>
    new Set(models.filter((one) => one.experimental === experimental).flatMap((one) => one.factors));
  const byDefault = usedBy(false);
  const byOthers = usedBy(true);
  const isUsed = ({ name }: Factor): boolean => byDefault.has(name);
  const isAlsoUsed = (factor: Factor): boolean => !isUsed(factor) && byOthers.has(factor.name);
  return {
    used: factors.filter(isUsed),
    alsoUsed: factors.filter(isAlsoUsed),
    others: factors.filter((factor) => !isUsed(factor) && !isAlsoUsed(factor)),
  };
}

function fieldOf(t: Strings, form: Form, factor: Factor): TemplateResult {
  const { name } = factor;
  return fieldView(t, {
    id: `patient-${name}`,
    factor,
    value: form.patient[name] ?? null,
    typed: form.typed[name] ?? "",
    faults: faultsAt(form.problem, `/patient/${name}`),
    change: (value, typed) => form.change(name, value, typed),
  });
}

function othersView(
  t: Strings,
  form: Form,
  others: readonly Factor[],
  answering: number,
): TemplateResult {
  const given = others.filter(({ name }) => (form.patient[name] ?? null) !== null).length;
  const toggle = (event: Event): void => form.openOthers((event.target as HTMLDetailsElement).open);
  return html`<details class="group" .open=${form.othersOpen} @toggle=${toggle}>
    <summary>
      <span>${t.otherFacts(answering)}</span>${given > 0
        ? html` <span class="mark">${t.given(given)}</span>`
        : nothing}
    </summary>
    ${others.map((factor) => fieldOf(t, form, factor))}
  </details>`;
}

function survivedView(t: Strings, form: Form, words: OutcomeStrings): TemplateResult {
  const longest = Math.min(...form.models.map((model) => model.longest_month)) - 1;
  const faults = faultsAt(form.problem, "/survived_months");
  const survive = (event: Event): void =>
    form.survive(Number((event.target as HTMLInputElement).value));
  return html`<div class="field" part="field">
    <label class="label" for="survived">${words.survived}</label>
    <div class="choices">
      <input
        id="survived"
        type="range"
        min="0"
        max=${longest}
        step="1"
        .value=${live(String(form.survived))}
        aria-valuetext=${t.months(form.survived)}
        aria-describedby="survived-hint"
        @input=${survive}
      />
      <output for="survived">${t.months(form.survived)}</output>
    </div>
    ${faults.map(({ message }) => html`<p class="fault">${message}</p>`)}
    <p class="hint" id="survived-hint">${words.survivedHint}</p>
  </div>`;
}
