/** The entry of the launch page. */

import { LaunchPage } from "./page.js";
import { readSettings } from "./settings.js";

const element = document.querySelector<HTMLElement>("#launch");
if (element) void new LaunchPage(element, readSettings(element)).open();
