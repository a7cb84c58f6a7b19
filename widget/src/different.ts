/** A different patient beside the original: which facts differ. Treatments are not offered. */

import { html, nothing, type TemplateResult } from "lit";

import type { Factor, FactorValue } from "./factor.js";
import { fieldView } from "./field.js";
import type { Strings } from "./locales/en.js";
import { faultsAt, type Problem } from "./problem.js";

/** A fact in which the different patient differs; undefined until it is chosen. */
export interface Difference {
  readonly factor: string;
  readonly value: FactorValue | undefined;
  readonly typed: string;
}

export interface DifferentPatient {
  readonly factors: readonly Factor[];
  /** Names of the factors that the default model uses, offered first. */
  readonly used: ReadonlySet<string>;
  readonly differences: readonly Difference[];
  readonly problem: Problem | undefined;
  readonly change: (differences: readonly Difference[]) => void;
}

export function differentView(t: Strings, different: DifferentPatient): TemplateResult {
  const { factors, differences, change } = different;
  const offered = offeredFactors(different);
  const add = (event: Event): void => {
    const list = event.target as HTMLSelectElement;
    change([...differences, { factor: list.value, value: undefined, typed: "" }]);
    list.value = "";
  };
  return html`<section class="different" part="different" aria-labelledby="different-title">
    <h3 id="different-title">${t.different}</h3>
    <p class="hint">${t.differentHint}</p>
    <div class="differences">
      ${differences.map((difference) => {
        const factor = factors.find(({ name }) => name === difference.factor);
        return factor ? differenceView(t, different, factor, difference) : nothing;
      })}
      ${offered.length > 0
        ? html`<div class="field adding">
            <label class="label" for="add-difference">${t.addFact}</label>
            <select id="add-difference" @change=${add}>
              <option value="" selected>${t.choose}</option>
              ${offered.map(({ name, label }) => html`<option value=${name}>${label}</option>`)}
            </select>
          </div>`
        : nothing}
    </div>
    ${faultsAt(different.problem, "/what_if/0").map(
      ({ message }) => html`<p class="fault">${message}</p>`,
    )}
  </section>`;
}

function offeredFactors({ factors, used, differences }: DifferentPatient): readonly Factor[] {
  const taken = new Set(differences.map(({ factor }) => factor));
  const free = factors.filter((factor) => factor.what_if && !taken.has(factor.name));
  const rank = ({ name }: Factor): number => (used.has(name) ? 0 : 1);
  return free.toSorted((first, second) => rank(first) - rank(second));
}

function differenceView(
  t: Strings,
  { differences, problem, change }: DifferentPatient,
  factor: Factor,
  difference: Difference,
): TemplateResult {
  const replace = (value: FactorValue, typed: string): void =>
    change(differences.map((one) => (one === difference ? { ...one, value, typed } : one)));
  const remove = (): void => change(differences.filter((one) => one !== difference));
  return html`<div class="difference">
    ${fieldView(t, {
      id: `different-${factor.name}`,
      factor,
      value: difference.value,
      typed: difference.typed,
      spoken: t.ofDifferent(factor.label),
      faults: faultsAt(problem, `/what_if/0/${factor.name}`),
      change: replace,
    })}
    <button type="button" class="quiet remove" aria-label=${t.remove(factor.label)} @click=${remove}>
      <span aria-hidden="true">×</span>
    </button>
  </div>`;
}
