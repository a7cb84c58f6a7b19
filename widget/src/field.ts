/** One factor's field: its label, its choices with `Unknown` among them, its faults. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import { choicesOf, fitsButtons, readNumber } from "./factor.js";
import type { Choice, Factor, FactorValue } from "./factor.js";
import type { Strings } from "./locales/en.js";
import type { Fault } from "./problem.js";

export interface Field {
  readonly id: string;
  readonly factor: Factor;
  /** Undefined: nothing was chosen yet, not even `Unknown`. */
  readonly value: FactorValue | undefined;
  /** What was typed, where it reads as the value: `8.` stays while `8` is meant. */
  readonly typed: string;
  /** Read aloud instead of the label, where the label alone would be ambiguous. */
  readonly spoken?: string;
  readonly faults: readonly Fault[];
  readonly change: (value: FactorValue, typed: string) => void;
}

export function fieldView(t: Strings, field: Field): TemplateResult {
  const choices = choicesOf(field.factor, t.yes, t.no);
  if (choices.length === 0) return typedField(t, field);
  return fitsButtons(choices) ? buttonsField(t, field, choices) : listField(t, field, choices);
}

function typedField(t: Strings, field: Field): TemplateResult {
  const { id, value, factor } = field;
  const shown = readNumber(field.typed) === (value ?? null) ? field.typed : String(value ?? "");
  return html`<div class=${stateOf(field)} part="field">
    <label class="label" for=${id}>${labelView(t, field)}</label>
    <div class="choices">
      <input
        id=${id}
        type="text"
        inputmode=${factor.kind === "integer" ? "numeric" : "decimal"}
        autocomplete="off"
        .value=${live(shown)}
        aria-label=${field.spoken ?? nothing}
        aria-invalid=${field.faults.length > 0}
        aria-describedby=${describedBy(field)}
        @input=${(event: Event) => {
          const { value: typed } = event.target as HTMLInputElement;
          field.change(readNumber(typed), typed);
        }}
      />
      ${factor.unit ? html`<span class="unit">${factor.unit}</span>` : nothing}
      <button
        type="button"
        class="choice unknown"
        aria-label="${nameOf(field)}: ${t.unknown}"
        aria-pressed=${value === null}
        @click=${() => field.change(null, "")}
      >
        ${t.unknown}
      </button>
    </div>
    ${notesView(field)}
  </div>`;
}

function buttonsField(t: Strings, field: Field, choices: readonly Choice[]): TemplateResult {
  const all = [{ value: null, label: t.unknown }, ...choices];
  return html`<div
    class=${stateOf(field)}
    part="field"
    id=${field.id}
    role="radiogroup"
    aria-labelledby=${field.spoken ? nothing : `${field.id}-label`}
    aria-label=${field.spoken ?? nothing}
    aria-invalid=${field.faults.length > 0}
    aria-describedby=${describedBy(field)}
  >
    <span class="label" id="${field.id}-label">${labelView(t, field)}</span>
    <div class="choices">
      ${all.map(
        ({ value, label }) => html`<label class="choice ${value === null ? "unknown" : ""}">
          <input
            type="radio"
            name=${field.id}
            .checked=${live(value === field.value)}
            @change=${() => field.change(value, "")}
          /><span>${label}</span>
        </label>`,
      )}
    </div>
    ${notesView(field)}
  </div>`;
}

function listField(t: Strings, field: Field, choices: readonly Choice[]): TemplateResult {
  const { id, value } = field;
  const chosen = choices.findIndex((choice) => choice.value === value);
  const change = (event: Event): void => {
    const option = Number((event.target as HTMLSelectElement).value);
    field.change(choices[option]?.value ?? null, "");
  };
  return html`<div class=${stateOf(field)} part="field">
    <label class="label" for=${id}>${labelView(t, field)}</label>
    <div class="choices">
      <select
        id=${id}
        aria-label=${field.spoken ?? nothing}
        aria-invalid=${field.faults.length > 0}
        aria-describedby=${describedBy(field)}
        @change=${change}
      >
        ${chosen < 0 && value !== null
          ? html`<option value="-2" disabled .selected=${true}>${value ?? t.choose}</option>`
          : nothing}
        <option value="-1" .selected=${live(value === null)}>${t.unknown}</option>
        ${choices.map(
          ({ label }, option) =>
            html`<option value=${option} .selected=${live(option === chosen)}>${label}</option>`,
        )}
      </select>
    </div>
    ${notesView(field)}
  </div>`;
}

function nameOf(field: Field): string {
  return field.spoken ?? field.factor.label;
}

function stateOf({ value, faults }: Field): string {
  if (faults.length > 0) return "field faulty";
  return value === null || value === undefined ? "field open" : "field";
}

function labelView(t: Strings, { factor }: Field): TemplateResult {
  const after = factor.known === "after";
  return html`${factor.label}${after ? html` <span class="mark">${t.knownAfter}</span>` : nothing}`;
}

function describedBy({ id, faults }: Field): string {
  return faults.length > 0 ? `${id}-fault ${id}-hint` : `${id}-hint`;
}

function notesView({ id, factor, faults }: Field): TemplateResult {
  return html`${faults.length > 0
      ? html`<div class="fault" id="${id}-fault">
          ${faults.map(({ message }) => html`<p>${message}</p>`)}
        </div>`
      : nothing}
    <p class="hint" id="${id}-hint">${factor.description}</p>`;
}
