/** Whose record it is, for systems that do not say it around this page. */

import { build } from "./dom.js";
import type { Strings } from "./locales/en.js";
import { listOf, objectOf, textOf, type Resource } from "./record.js";

export function bannerView(t: Strings, person: Resource): HTMLElement {
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t.born, textOf(person["birthDate"])],
    [t.sex, sexOf(t, person)],
    [t.identifier, identifierOf(person)],
  ];
  return build(
    "section",
    { class: "patient-banner", "aria-label": t.patient },
    build("strong", {}, nameOf(person) ?? t.nameless),
    ...facts.flatMap(([label, text]) => (text ? [build("span", {}, `${label}: ${text}`)] : [])),
  );
}

export function hasDied(person: Resource): boolean {
  return person["deceasedBoolean"] === true || textOf(person["deceasedDateTime"]) !== undefined;
}

/** The official name, else the usual one, else the first; an old one is none. */
function nameOf(person: Resource): string | undefined {
  const names = listOf(person["name"]).filter(({ use }) => use !== "old");
  const name = ["official", "usual"].map((use) => names.find((one) => one["use"] === use)).find(Boolean) ?? names[0];
  if (!name) return undefined;
  const given = Array.isArray(name["given"]) ? name["given"].map(textOf) : [];
  const family = textOf(name["family"]);
  const parts = [family, given.filter(Boolean).join(" ")].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : textOf(name["text"]);
}

function sexOf(t: Strings, person: Resource): string | undefined {
  const gender = textOf(person["gender"]);
  return gender === undefined ? undefined : (t.sexes[gender] ?? t.sexes["unknown"]);
}

/** The medical record number where one is marked as such, else the first. */
function identifierOf(person: Resource): string | undefined {
  const identifiers = listOf(person["identifier"]).filter(({ use }) => use !== "old");
  const isNumber = (identifier: Resource): boolean =>
    listOf(objectOf(identifier["type"])["coding"]).some(({ code }) => code === "MR");
  return textOf((identifiers.find(isNumber) ?? identifiers[0])?.["value"]);
}
