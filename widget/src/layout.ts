/** Where things stand. Logical properties only, so that a right-to-left language can be added. */

import { css } from "lit";

export const layout = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--_paper);
    color: var(--_ink);
    font-family: var(--pulmet-font, system-ui, sans-serif);
    font-size: var(--pulmet-font-size, 1rem);
    line-height: 1.4;
  }

  :host([hidden]),
  .facts {
    display: none;
  }

  * {
    box-sizing: border-box;
  }

  h2,
  h3,
  h4,
  h5,
  p,
  ul,
  figure {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: 1.35em;
    line-height: 1.2;
  }

  h3 {
    font-size: 1.1em;
  }

  h4,
  h5,
  caption {
    font-size: 0.95em;
    font-weight: 650;
    text-align: start;
  }

  h5 {
    color: var(--_muted);
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
    align-items: end;
    justify-content: space-between;
    margin-block-end: 0.75rem;
  }

  .sticky {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin-block-end: 0.75rem;
  }

  .banner,
  .glance {
    padding: 0.4rem 0.75rem;
    border-radius: var(--_radius);
  }

  .outcome {
    display: grid;
    gap: 0.25rem;
    margin-block-end: 0.75rem;
  }

  .columns {
    display: grid;
    gap: 1rem;
    align-items: start;
  }

  .form,
  .answer,
  .group {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
    align-content: start;
  }

  .answer,
  .parts {
    min-inline-size: 0;
  }

  .parts {
    display: grid;
    gap: 1.25rem 1.75rem;
    align-items: start;
  }

  .parts > * {
    min-inline-size: 0;
  }

  .parts section,
  section.different,
  .contributions,
  .ranges,
  .scenarios {
    display: grid;
    gap: 0.5rem;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    align-items: center;
  }

  .several {
    display: grid;
    gap: 1.25rem;
  }

  .people {
    display: flex;
    flex-wrap: wrap;
    gap: 1rem;
  }

  .persons {
    flex: 1 1 11rem;
    display: grid;
    gap: 0.5rem;
    align-content: start;
  }

  .persons > svg {
    inline-size: 100%;
    max-inline-size: 13rem;
  }

  .curve > svg {
    display: block;
    inline-size: 100%;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    list-style: none;
    font-size: 0.85em;
  }

  .legend li {
    display: flex;
    gap: 0.4rem;
    align-items: center;
  }

  .persons .legend {
    display: grid;
  }

  .sample {
    flex: none;
    inline-size: 2.3em;
    block-size: 1em;
  }

  .key {
    display: flex;
    gap: 0.4rem;
    align-items: center;
  }

  .average-sample {
    inline-size: 0.25em;
    block-size: 1.2em;
  }

  .person-sample {
    inline-size: 1.1em;
    block-size: 1.3em;
  }

  .rows,
  .bars {
    display: grid;
    gap: 0.35rem 0.9rem;
    align-items: center;
    list-style: none;
    font-size: 0.9em;
  }

  /* The labels are as wide as they need, and every row's scale begins where the others do. */
  .rows {
    grid-template-columns: fit-content(10rem) minmax(7rem, 1fr) fit-content(11rem);
  }

  .bars {
    grid-template-columns: minmax(0, 3fr) minmax(4rem, 2fr) max-content;
  }

  .row {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }

  .row-drawing {
    display: block;
    inline-size: 100%;
    block-size: 1.25rem;
    overflow: visible;
  }

  .ticks {
    display: flex;
    justify-content: space-between;
    margin-inline: -0.5em;
  }

  .table {
    display: grid;
    gap: 0.5rem;
    align-content: start;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9em;
  }

  th,
  td {
    padding: 0.3rem 0.5rem;
    text-align: start;
    vertical-align: bottom;
  }

  .warnings ul,
  .foundation ul,
  .problem ul {
    padding-inline-start: 1.1rem;
  }

  .foundation {
    font-size: 0.9em;
  }

  /* What the keyboard reaches must not end up under what sticks to the top. */
  :is(button, select, input, summary) {
    scroll-margin-block: 10rem 2rem;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem;
    align-items: center;
  }

  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
    min-inline-size: 0;
    padding-inline-start: 0.6rem;
  }

  .difference {
    display: flex;
    gap: 0.5rem;
    align-items: start;
  }

  .differences {
    display: grid;
    gap: 0.9rem;
  }

  input[type="text"] {
    inline-size: 6rem;
  }

  input[type="range"] {
    flex: 1 1 8rem;
    min-inline-size: 6rem;
  }

  select {
    justify-self: start;
    max-inline-size: 100%;
  }

  th {
    hyphens: auto;
  }

  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container (inline-size >= 46rem) {
    th[scope="row"],
    td {
      white-space: nowrap;
    }

    .parts {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    .wide {
      grid-column: 1 / -1;
    }

    .curve-and-people:not(.several) {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(13rem, 2fr);
      gap: 1.75rem;
    }
  }

  @container (inline-size >= 60rem) {
    .columns {
      grid-template-columns: 21rem minmax(0, 1fr);
      gap: 1.5rem;
    }

    .glance {
      display: none;
    }
  }

  @container (inline-size < 30rem) {
    /* Long names above several columns need every break. */
    th {
      overflow-wrap: anywhere;
    }

    tr:has(> :nth-child(4)) > th {
      padding-inline: 0.2rem;
    }

    .rows,
    .bars {
      grid-template-columns: minmax(0, 1fr) max-content;
    }

    .row :is(.row-drawing, .ticks) {
      grid-column: 1 / -1;
      grid-row: 2;
    }

    .axis .row-text {
      grid-column: 1 / -1;
      grid-row: 3;
      justify-self: end;
    }
  }
`;
