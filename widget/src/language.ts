/** Which language the calculator speaks. */

import { de } from "./locales/de.js";
import { en, type Strings } from "./locales/en.js";
import { es } from "./locales/es.js";
import { zhHant } from "./locales/zh-Hant.js";

export const LANGUAGES: readonly Strings[] = [en, de, es, zhHant];

/** The first language asked for that is spoken here, compared by its first part; else English. */
export function speak(asked: readonly string[]): Strings {
  for (const tag of asked) {
    const primary = tag.toLowerCase().split("-")[0];
    const spoken = LANGUAGES.find(({ code }) => code.split("-")[0] === primary);
    if (spoken && !isSimplified(tag)) return spoken;
  }
  return en;
}

/** Simplified Chinese is not offered; the traditional is no substitute for it. */
function isSimplified(tag: string): boolean {
  return /^zh-(hans|cn|sg|my)/i.test(tag);
}
