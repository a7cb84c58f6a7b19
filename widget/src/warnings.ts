/** What must be known about this patient's prediction. */

import { html, nothing, type TemplateResult } from "lit";

import type { Warning } from "./answer.js";
import type { View } from "./view.js";

/** Warnings of one wording, and the factors that they are about. */
interface Group {
  readonly message: string;
  readonly factors: readonly string[];
}

export function warningsView(view: View, goTo: (factor: string) => void): TemplateResult {
  const { t } = view;
  const groups = groupsOf(view.answer.warnings);
  return html`<section class="warnings" part="warnings">
    <h4>${t.warnings}</h4>
    ${groups.length === 0
      ? html`<p>${t.noWarnings}</p>`
      : html`<ul>
          ${groups.map((group) => groupView(view, group, goTo))}
        </ul>`}
  </section>`;
}

function groupsOf(warnings: readonly Warning[]): readonly Group[] {
  const messages = [...new Set(warnings.map(({ message }) => message))];
  return messages.map((message) => ({
    message,
    factors: warnings.flatMap((one) =>
      one.message === message && one.factor !== null ? [one.factor] : [],
    ),
  }));
}

function groupView(
  view: View,
  { message, factors }: Group,
  goTo: (factor: string) => void,
): TemplateResult {
  const buttons = factors.map((factor) => {
    const label = view.label(factor);
    return html`<button
      type="button"
      class="link"
      aria-label=${view.t.showField(label)}
      @click=${() => goTo(factor)}
    >
      ${label}</button
    >`;
  });
  const joined = buttons.flatMap((button, at) => (at === 0 ? [button] : [", ", button]));
  return html`<li>${joined.length > 0 ? html`<b>${joined}:</b> ` : nothing}${message}</li>`;
}
