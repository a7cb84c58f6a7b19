/** Which language the launch page speaks: those of the calculator. */

import { choose } from "../tag.js";
import { de } from "./locales/de.js";
import { en, type Strings } from "./locales/en.js";
import { es } from "./locales/es.js";
import { zhHant } from "./locales/zh-Hant.js";

export const LANGUAGES: readonly [Strings, ...Strings[]] = [en, de, es, zhHant];

export function speak(asked: readonly string[]): Strings {
  return choose(LANGUAGES, asked);
}
