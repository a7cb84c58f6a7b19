/** How things look. What a colour says, a shape, a pattern or a word says too. */

import { css } from "lit";

export const appearance = css`
  .banner,
  .caution {
    background: var(--_caution-paper);
    color: var(--_caution-ink);
    border: 1px solid currentColor;
  }

  .caution {
    padding: 0.3rem 0.6rem;
    border-radius: var(--_radius);
    font-weight: 600;
  }

  .sticky {
    background: var(--_paper);
  }

  .glance strong {
    color: var(--_patient);
  }

  .hint,
  .mark,
  .unit,
  .axis {
    color: var(--_muted);
    font-size: 0.85em;
  }

  .mark {
    padding-inline: 0.4em;
    border: 1px solid var(--_line);
    border-radius: 1em;
    font-weight: 400;
    white-space: nowrap;
  }

  .form,
  .headline,
  section.different {
    padding: 0.9rem;
    background: var(--_panel);
    border-radius: var(--_radius);
  }

  .form h4 {
    color: var(--_muted);
  }

  .headline {
    border-inline-start: 0.4rem solid var(--_patient);
    display: grid;
    gap: 0.5rem;
  }

  .headline .estimate strong {
    color: var(--_patient);
    font-size: 2em;
    line-height: 1.1;
    margin-inline-end: 0.3rem;
  }

  .headline .estimate {
    font-size: 1.1em;
  }

  .headline .sure {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
  }

  section.different {
    border-inline-start: 0.4rem solid var(--_different);
  }

  .group.second {
    border-block-start: 3px solid var(--_second);
    padding-block-start: 0.5rem;
  }

  .label {
    font-weight: 600;
  }

  .field {
    border-inline-start: 3px solid var(--_patient);
  }

  .field.open {
    border-inline-start: 3px dashed var(--_control);
  }

  .field.faulty {
    border-inline-start: 3px double var(--_fault);
  }

  .fault {
    color: var(--_fault);
    font-weight: 600;
  }

  .fault::before {
    content: "⚠ ";
    content: "⚠ " / "";
  }

  div.fault::before {
    content: none;
  }

  div.fault p::before {
    content: "⚠ ";
    content: "⚠ " / "";
  }

  button,
  select,
  input[type="text"],
  .choice {
    min-block-size: 2rem;
    padding: 0.2rem 0.55rem;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_paper);
    color: var(--_ink);
    font: inherit;
  }

  .choice {
    display: inline-flex;
    gap: 0.3rem;
    align-items: center;
    cursor: pointer;
  }

  .choice input {
    margin: 0;
    accent-color: var(--_accent);
  }

  .choice.unknown {
    border-style: dashed;
    font-style: italic;
  }

  .choice:has(:checked),
  button[aria-pressed="true"] {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    font-weight: 600;
  }

  button[aria-pressed="true"]::before {
    content: "✓ ";
    content: "✓ " / "";
  }

  input[type="range"] {
    accent-color: var(--_accent);
  }

  [aria-invalid="true"]:not([role]) {
    border: 2px solid var(--_fault);
  }

  button {
    cursor: pointer;
  }

  button.link {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
  }

  button.quiet {
    justify-self: start;
  }

  summary {
    padding-block: 0.3rem;
    font-weight: 600;
    cursor: pointer;
  }

  details[open] > summary {
    margin-block-end: 0.6rem;
  }

  details .field {
    margin-block-end: 0.9rem;
  }

  :is(button, select, input, summary):focus-visible,
  .choice:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .problem {
    padding: 0.9rem;
    border: 2px solid var(--_fault);
    border-radius: var(--_radius);
    display: grid;
    gap: 0.5rem;
  }

  .pending {
    filter: blur(5px);
    opacity: 0.35;
    pointer-events: none;
    user-select: none;
  }

  .asking {
    color: var(--_muted);
    visibility: hidden;
  }

  [aria-busy="true"] .asking {
    visibility: visible;
  }

  th,
  td {
    border-block-end: 1px solid var(--_line);
  }

  .limits {
    color: var(--_ink);
    font-weight: 400;
  }

  td:is(.patient, .second, .different) {
    color: var(--_tone);
    font-weight: 700;
  }

  th:is(.patient, .second, .different) {
    border-block-end: 3px solid var(--_tone);
  }

  tr.shown > * {
    background: var(--_panel);
  }
`;
