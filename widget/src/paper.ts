/** On paper: one page of A4, in the colours of light, the facts in words instead of the form. */

import { css } from "lit";

export const paper = css`
  @media print {
    :host {
      color-scheme: light;
      print-color-adjust: exact;
    }
  }

  .paper {
    color-scheme: light;
    font-size: 7.6pt;
    line-height: 1.25;
    print-color-adjust: exact;
  }

  .paper .form,
  .paper .outcome,
  .paper section.different,
  .paper .toolbar,
  .paper .glance,
  .paper .language,
  .paper .asking,
  .paper .row.axis,
  .paper .headline > .hint {
    display: none;
  }

  .paper .facts {
    display: grid;
    gap: 1mm;
  }

  .paper .sticky {
    position: static;
    margin-block-end: 1.5mm;
  }

  .paper .banner {
    padding: 0.8mm 2mm;
  }

  .paper .top,
  .paper .columns {
    display: block;
    margin-block-end: 1mm;
  }

  .paper .answer {
    display: block;
  }

  .paper .parts {
    display: block;
    columns: 2;
    column-gap: 5mm;
  }

  .paper .parts > * {
    break-inside: avoid;
    margin-block-end: 1.6mm;
  }

  .paper .lead {
    column-span: all;
  }

  .paper .parts section,
  .paper .headline,
  .paper .people,
  .paper .persons,
  .paper .table,
  .paper .rows,
  .paper .bars {
    gap: 0.5mm 2mm;
  }

  .paper .persons ~ .persons .legend {
    display: none;
  }

  .paper .persons h4,
  .paper .foundation {
    font-size: 1em;
  }

  .paper .headline {
    padding: 1.2mm 2mm;
  }

  .paper .curve-and-people {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 5mm;
  }

  .paper .curve > svg {
    max-block-size: 44mm;
  }

  .paper .persons {
    flex: 1 1 0;
  }

  .paper .persons > svg {
    max-inline-size: 22mm;
  }

  .paper .row-drawing {
    block-size: 2.6mm;
  }

  .paper th[scope="row"] {
    white-space: nowrap;
  }

  .paper th,
  .paper td {
    padding: 0.3mm 1mm;
  }

  .paper button.link {
    min-block-size: 0;
    color: inherit;
    text-decoration: none;
  }
`;
