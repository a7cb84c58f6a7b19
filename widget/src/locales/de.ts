/** Deutsch. Nicht klinisch geprüft. */

import type { Persons } from "../persons.js";
import type { Strings } from "./en.js";

const months = (count: number): string => (count === 1 ? "1 Monat" : `${count} Monate`);

const time = (count: number): string => {
  if (count === 0 || count % 12 !== 0) return months(count);
  return count === 12 ? "1 Jahr" : `${count / 12} Jahre`;
};

/** `nach` verlangt den Dativ: nach 5 Jahren. */
const nach = (after: string): string => `nach ${after.replace(/(Jahre|Monate)$/, "$1n")}`;

const models: Readonly<Record<string, string>> = {
  cox: "Cox-Modell",
  forest: "Random Survival Forest",
};

export const de: Strings = {
  code: "de",
  name: "Deutsch",
  reviewed: false,
  direction: "ltr",

  title: "Überleben nach Entfernung von Lungenmetastasen eines Sarkoms",
  language: "Sprache",
  notReviewed: "Übersetzung nicht klinisch geprüft",
  notForClinicalUse: "Nicht für den klinischen Einsatz.",
  reconstructed: "Trainiert auf Evidenz, die aus veröffentlichten Tabellen rekonstruiert wurde.",
  print: "Drucken",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}, experimentell`,

  patient: "Patientin oder Patient",
  usedFacts: "Von diesem Modell verwendet",
  alsoUsedFacts: "Nur vom experimentellen Modell verwendet",
  otherFacts: "Weitere Angaben (festgehalten, von diesem Modell nicht verwendet)",
  given: (count: number) => `${count} angegeben`,
  unknown: "Unbekannt",
  yes: "Ja",
  no: "Nein",
  choose: "Auswählen …",
  knownAfter: "erst nach der Operation bekannt",
  survived: "Seit der Operation bereits überlebt",
  survivedHint:
    "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt, nicht, dass sie rezidivfrei ist.",
  clear: "Alles unbekannt",
  facts: "Bekannte Angaben:",
  unknownFacts: "Unbekannt:",
  nothingKnown: "Nichts ist bekannt.",

  answer: "Die Antwort",
  asking: "Wird berechnet …",
  loading: "Wird geladen …",
  horizon: "Zeit nach der Operation",
  headline: (alive: number) => `Etwa ${alive} von 100`,
  patientsAlive: (after: string) => `solchen Personen leben ${after} nach der Operation`,
  patientsAliveGiven: (after: string, survived: string) =>
    `solchen Personen, die ${survived} überlebt haben, leben ${after} nach der Operation`,
  cohortAlive: (after: string) => `Personen der Kohorte leben ${after} nach der Operation`,
  cohortAliveGiven: (after: string, survived: string) =>
    `Personen der Kohorte, die ${survived} überlebt haben, leben ${after} nach der Operation`,
  notIndividual:
    "Kohortendurchschnitt, keine individuelle Vorhersage: Nichts, was das Modell verwendet, ist bekannt.",
  interval: (persons: Persons) => `95-%-Intervall: ${persons.lower} bis ${persons.upper} von 100`,
  intervalMeaning:
    "95-%-Intervall für das mittlere Überleben solcher Personen, dieses Modell vorausgesetzt.",
  averageIs: (alive: number) => `Kohortendurchschnitt: ${alive} von 100`,
  compare: (model: string) => `Vergleichen mit: ${model} (experimentell)`,
  experimental: "experimentell",

  thisPatient: "Diese Person",
  cohortAverage: "Kohortendurchschnitt",
  band: "95-%-Intervall",
  curve: "Überlebenskurve",
  alive: "von 100 am Leben",
  yearsAfter: "Jahre nach der Operation",
  curveText: (points: readonly string[]) =>
    `Überlebenskurve mit 95-%-Intervall und Kohortendurchschnitt. ${points.join(" ")}`,
  point: (after: string, persons: Persons, average: number) =>
    `${after}: ${persons.alive} von 100, Intervall ${persons.lower} bis ${persons.upper}, Kohortendurchschnitt ${average}.`,

  icons: (who: string, after: string) => `${who}: 100 solche Personen ${nach(after)}`,
  iconsText: (persons: Persons) =>
    `Von 100 Personen leben ${persons.lower} selbst an der unteren Grenze des Intervalls, ${persons.alive} nach der Schätzung, ${persons.upper} an der oberen Grenze.`,
  sure: "leben selbst an der unteren Grenze des Intervalls",
  likely: "leben nach der Schätzung, nicht aber an der unteren Grenze",
  unsure: "leben nur an der oberen Grenze",
  dead: "leben selbst an der oberen Grenze nicht",

  table: "Von 100 am Leben, nach Zeit seit der Operation",
  timeColumn: "Zeit",
  estimate: "Schätzung",
  limits: "95-%-Intervall",
  to: (persons: Persons) => `${persons.lower} bis ${persons.upper}`,
  median: (count: string) =>
    `Vorhergesagte mediane Überlebenszeit: ${count}; die Hälfte solcher Personen lebt so lange oder länger.`,
  medianNotReached: (after: string) =>
    `Mehr als die Hälfte ist ${nach(after)} vorhersagegemäß am Leben; der Median wird nicht erreicht.`,
  restrictedMean: (lived: number, of: number) =>
    `Von den ersten ${of} Monaten nach der Operation erleben solche Personen im Mittel ${lived}.`,

  contributions: (after: string) => `Warum: was jede Angabe hinzufügt oder nimmt, ${nach(after)}`,
  contributionsHint: (average: number, alive: number) =>
    `Vom Kohortendurchschnitt ${average} von 100 zu ${alive} von 100. Balken nach rechts fügen hinzu, Balken nach links nehmen.`,
  unconditional:
    "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem Überleben.",
  points: (count: number) =>
    count === 0 ? "< 1" : `${count > 0 ? "+" : "−"}${Math.abs(count)}`,
  noContribution: "Bekannt, in diesem Modell aber ohne Wirkung:",
  nothingContributes: "Nichts, was dieses Modell verwendet, ist bekannt.",

  ranges: (after: string) => `Was unbekannt ist und wie weit es die Antwort verschieben könnte, ${nach(after)}`,
  rangesHint:
    "Derzeit über die Kohorte gemittelt. Wäre es bekannt, läge die Schätzung zwischen den Enden des Balkens.",
  range: (lowest: number, highest: number) =>
    lowest === highest ? `${lowest} in jedem Fall` : `${lowest} bis ${highest}`,

  scenarios: (after: string) => `Wenn der Durchschnitt niedriger wäre, ${nach(after)}`,
  scenariosHint:
    "Andere Kliniken berichten niedrigere Durchschnitte als die veröffentlichte Kohorte. Dieselbe Person, wenn der Durchschnitt aller wäre:",
  scenario: (average: number) => `Durchschnitt ${average}`,
  then: (alive: number) => `diese Person ${alive}`,

  listed: (items: readonly string[]) => `${items.join("; ")}.`,
  named: (who: string, what: string) => `${who}: ${what}`,
  different: "Eine andere Person neben dieser",
  differentHint:
    "Kein Rat, und nicht das, was eine Behandlung ändern würde: eine andere Person, die sich unterscheidet.",
  differentPatient: "Eine andere Person",
  addFact: "Unterscheidet sich in",
  remove: (label: string) => `Entfernen: ${label}`,
  ofDifferent: (label: string) => `${label}, der anderen Person`,

  warnings: "Warnhinweise zu dieser Person",
  noWarnings: "Keine.",
  showField: (label: string) => `Gehe zu: ${label}`,
  limitations: "Was für jede Antwort gilt",
  provenance: "Woher dies stammt",
  provenances: {
    reconstructed: "Aus veröffentlichten Tabellen rekonstruiert; keine individuellen Patientendaten.",
    registry: "Trainiert auf dem Register einer Klinik.",
  },
  bundle: (id: string, version: string) => `Bundle ${id}, pulmet ${version}.`,
  words: "In Worten",

  noAnswer: "Keine Antwort",
  failed: "Der Dienst hat nicht wie erwartet geantwortet.",
  unreachable: "Der Dienst war nicht erreichbar.",
  patientUnreadable: "Das Attribut „patient“ ist kein JSON-Objekt aus Faktoren.",
  retry: "Erneut versuchen",

  announced: (alive: number, subject: string, persons: Persons) =>
    `Etwa ${alive} von 100 ${subject}. 95-%-Intervall ${persons.lower} bis ${persons.upper}.`,
  announcedBeside: (alive: number) => `Eine andere Person: ${alive} von 100.`,
  announcedWarnings: (count: number) => (count === 1 ? "1 Warnhinweis." : `${count} Warnhinweise.`),
  unchanged: (text: string) => `Unverändert: ${text}`,
};
