/** How drawings look: the same colour for the same thing in all of them. */

import { css } from "lit";

export const drawing = css`
  svg {
    fill: none;
    stroke-linejoin: round;
  }

  svg text {
    fill: var(--_ink);
    font-size: 13px;
  }

  svg text.tick,
  svg text.axis {
    fill: var(--_muted);
    font-size: 12px;
  }

  svg text.value {
    fill: var(--_tone);
    font-size: 20px;
    font-weight: 700;
    stroke: var(--_paper);
    stroke-width: 4px;
    paint-order: stroke;
  }

  .grid {
    stroke: var(--_line);
    stroke-width: 1;
  }

  .band {
    fill: var(--_tone);
    fill-opacity: 0.18;
  }

  .band.second {
    fill-opacity: 0.1;
  }

  .edge {
    stroke: var(--_tone);
    stroke-width: 1;
    stroke-opacity: 0.7;
  }

  .edge.second {
    stroke-dasharray: 2 3;
  }

  .line {
    stroke: var(--_tone);
    stroke-width: 3;
  }

  .line.average {
    stroke-width: 2;
    stroke-dasharray: 6 5;
  }

  .line.second {
    stroke-dasharray: 14 4 3 4;
  }

  .whisker {
    stroke: var(--_tone);
    stroke-width: 2;
  }

  .dot {
    fill: var(--_tone);
    stroke: var(--_paper);
    stroke-width: 1.5;
  }

  .past {
    fill: var(--_line);
    fill-opacity: 0.5;
  }

  .past-end {
    stroke: var(--_muted);
    stroke-width: 1.5;
  }

  .person {
    stroke: var(--_tone);
    stroke-width: 0.8;
  }

  .person.sure {
    fill: var(--_tone);
  }

  .person.unsure {
    stroke-dasharray: 1.2 1;
  }

  .hatching {
    stroke: var(--_tone);
    stroke-width: 1;
  }

  .persons.patient {
    --_tone: var(--_patient);
  }

  circle.dead {
    stroke: var(--_muted);
    stroke-width: 0.8;
  }

  .row-drawing line {
    vector-effect: non-scaling-stroke;
  }

  .rail,
  .zero {
    stroke: var(--_control);
    stroke-width: 1;
  }

  .span {
    fill: var(--_tone);
    fill-opacity: 0.25;
  }

  .limit {
    stroke: var(--_tone);
    stroke-width: 1.5;
  }

  .row.unknown .limit {
    stroke-dasharray: 3 2;
  }

  line.estimate {
    stroke: var(--_tone);
    stroke-width: 5;
  }

  .row.unknown line.estimate {
    stroke: var(--_patient);
  }

  line.average {
    stroke: var(--_average);
    stroke-width: 2;
    stroke-dasharray: 3 2;
  }

  rect.raises {
    fill: var(--_raises);
  }

  rect.lowers {
    fill: var(--_lowers);
  }

  .row-text.raises {
    color: var(--_raises);
    font-weight: 700;
  }

  .row-text.lowers {
    color: var(--_lowers);
    font-weight: 700;
  }
`;
