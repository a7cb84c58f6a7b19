/** Which language the calculator speaks. */

import { de } from "./locales/de.js";
import { en, type Strings } from "./locales/en.js";
import { es } from "./locales/es.js";
import { zhHant } from "./locales/zh-Hant.js";
import { choose } from "./tag.js";

export const LANGUAGES: readonly [Strings, ...Strings[]] = [en, de, es, zhHant];

/** The first language asked for that is spoken here; else English. */
export function speak(asked: readonly string[]): Strings {
  return choose(LANGUAGES, asked);
}
