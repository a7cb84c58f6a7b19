/** Deutsch. Nicht klinisch geprüft. */

import type { Persons } from "../persons.js";
import type { Strings } from "./en.js";
import { nach } from "./nach.js";
import { outcomes } from "./outcomes/de.js";

const months = (count: number): string => (count === 1 ? "1 Monat" : `${count} Monate`);

const time = (count: number): string => {
  if (count === 0 || count % 12 !== 0) return months(count);
  return count === 12 ? "1 Jahr" : `${count / 12} Jahre`;
};

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
  outcome: "Was vorhergesagt wird",
  outcomes,
  language: "Sprache",
  notReviewed: "Übersetzung nicht klinisch geprüft",
  notForClinicalUse: "Nicht für den klinischen Einsatz.",
  trainedOn: {
    reconstructed: "Trainiert auf Evidenz, die aus veröffentlichten Tabellen rekonstruiert wurde.",
    registry: "Trainiert auf dem Register einer Klinik; anderswo nicht validiert.",
  },
  print: "Drucken",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}, experimentell`,

  patient: "Patientin oder Patient",
  usedFacts: (models: number) =>
    models > 1 ? "Von mindestens einem dieser Modelle verwendet" : "Von diesem Modell verwendet",
  alsoUsedFacts: "Nur vom experimentellen Modell verwendet",
  otherFacts: (models: number) =>
    `Weitere Angaben (festgehalten, von ${models > 1 ? "keinem dieser Modelle" : "diesem Modell nicht"} verwendet)`,
  given: (count: number) => `${count} angegeben`,
  unknown: "Unbekannt",
  yes: "Ja",
  no: "Nein",
  choose: "Auswählen …",
  knownAfter: "erst nach der Operation bekannt",
  clear: "Alles unbekannt",
  facts: "Bekannte Angaben:",
  unknownFacts: "Unbekannt:",
  nothingKnown: "Nichts ist bekannt.",

  answer: "Die Antwort",
  asking: "Wird berechnet …",
  loading: "Wird geladen …",
  horizon: "Zeit nach der Operation",
  headline: (alive: number) => `Etwa ${alive} von 100`,
  notIndividual:
    "Kohortendurchschnitt, keine individuelle Vorhersage: Nichts, was das Modell verwendet, ist bekannt.",
  aliveOnly: (survived: string) =>
    `Dass die Person ${nach(survived)} lebt, geht in diese Antwort nicht ein: Ob sie dann krankheitsfrei war, ist nicht bekannt.`,
  interval: (persons: Persons) => `95-%-Intervall: ${persons.lower} bis ${persons.upper} von 100`,
  averageIs: (alive: number) => `Kohortendurchschnitt: ${alive} von 100`,
  compare: (model: string) => `Vergleichen mit: ${model} (experimentell)`,
  experimental: "experimentell",

  thisPatient: "Diese Person",
  cohortAverage: "Kohortendurchschnitt",
  band: "95-%-Intervall",
  yearsAfter: "Jahre nach der Operation",
  curveText: (curve: string, points: readonly string[]) =>
    `${curve} mit 95-%-Intervall und Kohortendurchschnitt. ${points.join(" ")}`,
  point: (after: string, persons: Persons, average: number) =>
    `${after}: ${persons.estimate} von 100, Intervall ${persons.lower} bis ${persons.upper}, Kohortendurchschnitt ${average}.`,

  icons: (who: string, after: string) => `${who}: 100 solche Personen ${nach(after)}`,

  timeColumn: "Zeit",
  estimate: "Schätzung",
  limits: "95-%-Intervall",
  to: (persons: Persons) => `${persons.lower} bis ${persons.upper}`,

  contributions: (after: string) => `Warum: was jede Angabe hinzufügt oder nimmt, ${nach(after)}`,
  contributionsHint: (average: number, alive: number) =>
    `Vom Kohortendurchschnitt ${average} von 100 zu ${alive} von 100. Balken nach rechts fügen hinzu, Balken nach links nehmen.`,
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
    registry: "Trainiert auf dem Register einer Klinik; anderswo nicht validiert.",
  },
  bundle: (id: string, version: string) => `Bundle ${id}, pulmet ${version}.`,
  words: "In Worten",

  noAnswer: "Keine Antwort",
  failed: "Der Dienst hat nicht wie erwartet geantwortet.",
  unreachable: "Der Dienst war nicht erreichbar.",
  patientUnreadable: "Das Attribut „patient“ ist kein JSON-Objekt aus Faktoren.",
  outcomeUnsupported: (served: readonly string[]) => `Der verlangte Endpunkt ist hier nicht verfügbar. Möglich: ${served.join(", ")}.`,
  retry: "Erneut versuchen",

  announced: (alive: number, subject: string, persons: Persons) =>
    `Etwa ${alive} von 100 ${subject}. 95-%-Intervall ${persons.lower} bis ${persons.upper}.`,
  announcedBeside: (who: string, alive: number) => `${who}: ${alive} von 100.`,
  announcedWarnings: (count: number) => (count === 1 ? "1 Warnhinweis." : `${count} Warnhinweise.`),
  unchanged: (text: string) => `Unverändert: ${text}`,
};
