/** A row on the scale from 0 to 100 persons: interval, estimate and cohort average. */

import { html, nothing, svg, type TemplateResult } from "lit";

export type Tone = "patient" | "second" | "different" | "unknown";

export interface Row {
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
  readonly from?: number;
  readonly to?: number;
  readonly estimate?: number;
  readonly average?: number;
}

const HEIGHT = 20;

/** The drawing is decoration: each row says in words what it draws. */
export function scaleRow({ label, text, tone, from, to, estimate, average }: Row): TemplateResult {
  return html`<li class="row ${tone}">
    <span class="row-label">${label}</span>
    <svg
      class="row-drawing"
      viewBox="0 0 1 ${HEIGHT}"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <line class="rail" x1="0" x2="1" y1=${HEIGHT / 2} y2=${HEIGHT / 2} />
      ${from !== undefined && to !== undefined
        ? svg`<rect class="span" x=${from} y="4" width=${Math.max(to - from, 0)} height=${HEIGHT - 8} />
            <line class="limit" x1=${from} x2=${from} y1="4" y2=${HEIGHT - 4} />
            <line class="limit" x1=${to} x2=${to} y1="4" y2=${HEIGHT - 4} />`
        : nothing}
      ${average === undefined ? nothing : upright("average", average)}
      ${estimate === undefined ? nothing : upright("estimate", estimate)}
    </svg>
    <span class="row-text">${text}</span>
  </li>`;
}

/** The scale under the rows. */
export function scaleAxis(title: string): TemplateResult {
  return html`<li class="row axis" aria-hidden="true">
    <span class="row-label"></span>
    <span class="ticks"
      ><span>0</span><span>25</span><span>50</span><span>75</span><span>100</span></span
    >
    <span class="row-text">${title}</span>
  </li>`;
}

function upright(kind: string, at: number): TemplateResult {
  return svg`<line class=${kind} x1=${at} x2=${at} y1="0" y2=${HEIGHT} />`;
}
