/** 100 persons, in whole persons: who is alive, or what else is predicted, for certain or perhaps. */

import { html, nothing, svg, type TemplateResult } from "lit";

import type { Interval } from "./answer.js";
import type { OutcomeStrings } from "./locales/outcomes/en.js";
import { personsOf, type Persons } from "./persons.js";
import type { Tone } from "./scale.js";

type Fate = "sure" | "likely" | "unsure" | "dead";

const STEP = { x: 12, y: 15 };

export interface IconArray {
  readonly title: string;
  readonly interval: Interval;
  readonly tone: Tone;
}

export function iconArrayView(words: OutcomeStrings, { title, interval, tone }: IconArray): TemplateResult {
  const counted = personsOf(interval);
  return html`<figure class="persons ${tone}" part="persons">
    <figcaption><h4>${title}</h4></figcaption>
    <svg viewBox="0 0 ${10 * STEP.x} ${10 * STEP.y}" role="img" aria-label=${words.iconsText(counted)}>
      <defs>
        <pattern id="hatch-${tone}" width="2" height="2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatching" x1="0.5" x2="0.5" y1="0" y2="2" />
        </pattern>
      </defs>
      ${Array.from({ length: 100 }, (_, person) => place(person, fateOf(person, counted), tone))}
    </svg>
    <ul class="legend">
      ${entry("sure", tone, counted.lower, words.sure)}
      ${entry("likely", tone, counted.estimate - counted.lower, words.likely)}
      ${entry("unsure", tone, counted.upper - counted.estimate, words.unsure)}
      ${entry("dead", tone, 100 - counted.upper, words.dead)}
    </ul>
  </figure>`;
}

function fateOf(person: number, { lower, estimate, upper }: Persons): Fate {
  if (person < lower) return "sure";
  if (person < estimate) return "likely";
  return person < upper ? "unsure" : "dead";
}

function place(person: number, fate: Fate, tone: Tone): TemplateResult {
  const x = (person % 10) * STEP.x;
  const y = Math.floor(person / 10) * STEP.y;
  return svg`<g transform="translate(${x} ${y})">${figure(fate, tone)}</g>`;
}

/** A head and a body; those not counted in any case are a ring, told apart by shape alone. */
function figure(fate: Fate, tone: Tone): TemplateResult {
  if (fate === "dead") return svg`<circle class="dead" cx="6" cy="8" r="2" />`;
  const fill = fate === "likely" ? `url(#hatch-${tone})` : nothing;
  return svg`<circle class="person ${fate}" cx="6" cy="3.4" r="2.2" fill=${fill} />
    <path class="person ${fate}" d="M2.4 13.4v-3.2a3.6 3.6 0 0 1 7.2 0v3.2z" fill=${fill} />`;
}

function entry(fate: Fate, tone: Tone, count: number, meaning: string): TemplateResult {
  return html`<li>
    <svg class="sample person-sample" viewBox="0 0 12 15" aria-hidden="true" focusable="false">
      ${figure(fate, tone)}
    </svg>
    <span><b>${count}</b> ${meaning}</span>
  </li>`;
}
