/** What every answer rests on: limitations, provenance, and that it is not for clinical use. */

import { html, nothing, type TemplateResult } from "lit";

import type { Bundle } from "./answer.js";
import type { Strings } from "./locales/en.js";

/** Shown for as long as the bundle is not meant for clinical use. */
export function bannerView(t: Strings, bundle: Bundle | undefined): TemplateResult | typeof nothing {
  if (bundle?.clinical_use === true) return nothing;
  return html`<p class="banner" part="banner">
    <strong>${t.notForClinicalUse}</strong>
    ${bundle ? (t.trainedOn[bundle.provenance] ?? nothing) : nothing}
  </p>`;
}

export function foundationView(t: Strings, bundle: Bundle, summary: string): TemplateResult {
  return html`<section class="foundation" part="limitations">
      <h4>${t.limitations}</h4>
      <ul>
        ${bundle.limitations.map(({ message }) => html`<li>${message}</li>`)}
      </ul>
    </section>
    <section class="foundation" part="provenance">
      <h4>${t.words}</h4>
      <p>${summary}</p>
      <h4>${t.provenance}</h4>
      <p>${t.provenances[bundle.provenance] ?? bundle.provenance} ${t.bundle(bundle.id, bundle.version)}</p>
    </section>`;
}
