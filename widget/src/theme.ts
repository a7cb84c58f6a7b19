/** Colours, in light and dark. A host sets the `--pulmet-*` properties, or `color-scheme`. */

import { css } from "lit";

export const theme = css`
  :host {
    --_ink: var(--pulmet-ink, light-dark(#1a2027, #e9edf1));
    --_paper: var(--pulmet-paper, light-dark(#ffffff, #14181d));
    --_panel: var(--pulmet-panel, light-dark(#f3f6f9, #1d242c));
    --_muted: var(--pulmet-muted, light-dark(#4f5a66, #b3bdc8));
    --_line: var(--pulmet-line, light-dark(#c5ced8, #44505c));
    --_control: var(--pulmet-control, light-dark(#6b7784, #8d99a6));
    --_accent: var(--pulmet-accent, light-dark(#0b5c8c, #7cc4f5));
    --_patient: var(--pulmet-patient, light-dark(#0b5c8c, #7cc4f5));
    --_average: var(--pulmet-average, light-dark(#4f5a66, #c2cbd4));
    --_second: var(--pulmet-second, light-dark(#6b3fa0, #cbb2ff));
    --_different: var(--pulmet-different, light-dark(#a1286a, #ffa3d1));
    --_raises: var(--pulmet-raises, light-dark(#00695c, #5fd9bb));
    --_lowers: var(--pulmet-lowers, light-dark(#a84300, #ffb584));
    --_fault: var(--pulmet-fault, light-dark(#a4161a, #ff9c9c));
    --_caution-ink: var(--pulmet-caution-ink, light-dark(#4a3200, #ffe8ab));
    --_caution-paper: var(--pulmet-caution-paper, light-dark(#fff0c9, #3b2f0c));
    --_radius: var(--pulmet-radius, 0.4rem);
  }

  .patient {
    --_tone: var(--_patient);
  }

  .second {
    --_tone: var(--_second);
  }

  .different {
    --_tone: var(--_different);
  }

  .average,
  .unknown {
    --_tone: var(--_average);
  }
`;
