/** The entry: defines the element once, however often the script is loaded. */

import { PulmetSurvival } from "./element.js";

if (!customElements.get("pulmet-survival")) {
  customElements.define("pulmet-survival", PulmetSurvival);
}

declare global {
  interface HTMLElementTagNameMap {
    "pulmet-survival": PulmetSurvival;
  }
}

export { PulmetSurvival };
