/** Language tags, as a browser lists them. */

interface Spoken {
  readonly code: string;
}

/** The first language asked for that is spoken, compared by its first part; else the first one. */
export function choose<Language extends Spoken>(
  languages: readonly [Language, ...Language[]],
  asked: readonly string[],
): Language {
  for (const tag of asked) {
    const primary = tag.toLowerCase().split("-")[0];
    const spoken = languages.find(({ code }) => code.split("-")[0] === primary);
    if (spoken && !isSimplified(tag)) return spoken;
  }
  return languages[0];
}

/** Simplified Chinese is not offered; the traditional is no substitute for it. */
function isSimplified(tag: string): boolean {
  return /^zh-(hans|cn|sg|my)/i.test(tag);
}
