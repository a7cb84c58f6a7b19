/** English, the language that the others are translated from. */

import type { Persons } from "../persons.js";
import { outcomes } from "./outcomes/en.js";

const months = (count: number): string => (count === 1 ? "1 month" : `${count} months`);

const time = (count: number): string => {
  if (count === 0 || count % 12 !== 0) return months(count);
  return count === 12 ? "1 year" : `${count / 12} years`;
};

const models: Readonly<Record<string, string>> = {
  cox: "Cox model",
  forest: "Random survival forest",
};

export const en = {
  code: "en",
  name: "English",
  reviewed: true,
  direction: "ltr" as "ltr" | "rtl",

  title: "Survival after removal of lung metastases of a sarcoma",
  outcome: "What is predicted",
  outcomes,
  language: "Language",
  notReviewed: "Translation not clinically reviewed",
  notForClinicalUse: "Not for clinical use.",
  trainedOn: {
    reconstructed: "Trained on evidence reconstructed from published tables.",
    registry: "Trained on a hospital's registry; not validated elsewhere.",
  } as Readonly<Record<string, string>>,
  print: "Print",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}, experimental`,

  patient: "The patient",
  usedFacts: (models: number): string =>
    models > 1 ? "Used by at least one of these models" : "Used by this model",
  alsoUsedFacts: "Used by the experimental model only",
  otherFacts: (models: number) =>
    `Other facts (recorded, ${models > 1 ? "used by none of these models" : "not used by this model"})`,
  given: (count: number) => `${count} given`,
  unknown: "Unknown",
  yes: "Yes",
  no: "No",
  choose: "Choose …",
  knownAfter: "known only after the operation",
  clear: "All unknown",
  facts: "Known facts:",
  unknownFacts: "Unknown:",
  nothingKnown: "Nothing is known.",

  answer: "The answer",
  asking: "Calculating …",
  loading: "Loading …",
  horizon: "Time after the operation",
  headline: (alive: number) => `About ${alive} of 100`,
  notIndividual: "Cohort average, not an individual prediction: nothing that the model uses is known.",
  aliveOnly: (survived: string) =>
    `That the patient is alive after ${survived} is not used in this answer: it is not known whether the patient was free of disease then.`,
  interval: (persons: Persons) => `95 % interval: ${persons.lower} to ${persons.upper} of 100`,
  averageIs: (alive: number) => `Cohort average: ${alive} of 100`,
  compare: (model: string) => `Compare with: ${model} (experimental)`,
  experimental: "experimental",

  thisPatient: "This patient",
  cohortAverage: "Cohort average",
  band: "95 % interval",
  yearsAfter: "years after the operation",
  curveText: (curve: string, points: readonly string[]) =>
    `${curve} with its 95 % interval and the cohort average. ${points.join(" ")}`,
  point: (time: string, persons: Persons, average: number) =>
    `${time}: ${persons.estimate} of 100, interval ${persons.lower} to ${persons.upper}, cohort average ${average}.`,

  icons: (who: string, time: string) => `${who}: 100 such patients after ${time}`,

  timeColumn: "Time",
  estimate: "Estimate",
  limits: "95 % interval",
  to: (persons: Persons) => `${persons.lower} to ${persons.upper}`,

  contributions: (time: string) => `Why: what each fact adds or takes, at ${time}`,
  contributionsHint: (average: number, alive: number) =>
    `From the cohort average of ${average} of 100 to ${alive} of 100. Bars to the right add, bars to the left take.`,
  points: (count: number) => (count === 0 ? "< 1" : `${count > 0 ? "+" : "−"}${Math.abs(count)}`),
  noContribution: "Known, but of no effect in this model:",
  nothingContributes: "Nothing that this model uses is known.",

  ranges: (time: string) => `What is unknown, and how far it could move the answer at ${time}`,
  rangesHint: "Averaged over the cohort now. If it were known, the estimate would lie between the ends of its bar.",
  range: (lowest: number, highest: number) =>
    lowest === highest ? `${lowest} in every case` : `${lowest} to ${highest}`,

  scenarios: (time: string) => `If the average were lower, at ${time}`,
  scenariosHint: "Other hospitals report lower averages than the published cohort. The same patient, if the average of all were:",
  scenario: (average: number) => `average ${average}`,
  then: (alive: number) => `this patient ${alive}`,

  listed: (items: readonly string[]) => `${items.join("; ")}.`,
  named: (who: string, what: string) => `${who}: ${what}`,
  different: "A different patient beside this one",
  differentHint: "Not advice, and not what a treatment would change: another patient, who has …",
  differentPatient: "A different patient",
  addFact: "Differs in",
  remove: (label: string) => `Remove: ${label}`,
  ofDifferent: (label: string) => `${label}, of the different patient`,

  warnings: "Warnings about this patient",
  noWarnings: "None.",
  showField: (label: string) => `Go to: ${label}`,
  limitations: "What holds for every answer",
  provenance: "Where this comes from",
  provenances: {
    reconstructed: "Reconstructed from published tables; no individual patient data.",
    registry: "Trained on a hospital's registry; not validated elsewhere.",
  } as Readonly<Record<string, string>>,
  bundle: (id: string, version: string) => `Bundle ${id}, pulmet ${version}.`,
  words: "In words",

  noAnswer: "No answer",
  failed: "The service did not answer as expected.",
  unreachable: "The service could not be reached.",
  patientUnreadable: "The attribute “patient” is not a JSON object of factors.",
  outcomeUnsupported: (served: readonly string[]) => `The outcome asked for is not served. Allowed: ${served.join(", ")}.`,
  retry: "Try again",

  announced: (alive: number, subject: string, persons: Persons) =>
    `About ${alive} of 100 ${subject}. 95 % interval ${persons.lower} to ${persons.upper}.`,
  announcedBeside: (who: string, alive: number) => `${who}: ${alive} of 100.`,
  announcedWarnings: (count: number) => (count === 1 ? "1 warning." : `${count} warnings.`),
  unchanged: (text: string) => `Unchanged: ${text}`,
};

/** What every language must say. */
export type Strings = typeof en;
