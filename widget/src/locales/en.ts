/** English, the language that the others are translated from. */

import type { Persons } from "../persons.js";

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
  language: "Language",
  notReviewed: "Translation not clinically reviewed",
  notForClinicalUse: "Not for clinical use.",
  reconstructed: "Trained on evidence reconstructed from published tables.",
  print: "Print",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}, experimental`,

  patient: "The patient",
  usedFacts: "Used by this model",
  alsoUsedFacts: "Used by the experimental model only",
  otherFacts: "Other facts (recorded, not used by this model)",
  given: (count: number) => `${count} given`,
  unknown: "Unknown",
  yes: "Yes",
  no: "No",
  choose: "Choose …",
  knownAfter: "known only after the operation",
  survived: "Already survived since the operation",
  survivedHint: "0 when asked before the operation. A patient is known to be alive, not known to be free of recurrence.",
  clear: "All unknown",
  facts: "Known facts:",
  unknownFacts: "Unknown:",
  nothingKnown: "Nothing is known.",

  answer: "The answer",
  asking: "Calculating …",
  loading: "Loading …",
  horizon: "Time after the operation",
  headline: (alive: number) => `About ${alive} of 100`,
  patientsAlive: (time: string) => `patients like this one are alive ${time} after the operation`,
  patientsAliveGiven: (time: string, survived: string) =>
    `patients like this one, alive after ${survived}, are alive ${time} after the operation`,
  cohortAlive: (time: string) => `patients of the cohort are alive ${time} after the operation`,
  cohortAliveGiven: (time: string, survived: string) =>
    `patients of the cohort, alive after ${survived}, are alive ${time} after the operation`,
  notIndividual: "Cohort average, not an individual prediction: nothing that the model uses is known.",
  interval: (persons: Persons) => `95 % interval: ${persons.lower} to ${persons.upper} of 100`,
  intervalMeaning: "95 % interval for the average survival of such patients, given this model.",
  averageIs: (alive: number) => `Cohort average: ${alive} of 100`,
  compare: (model: string) => `Compare with: ${model} (experimental)`,
  experimental: "experimental",

  thisPatient: "This patient",
  cohortAverage: "Cohort average",
  band: "95 % interval",
  curve: "Survival curve",
  alive: "alive of 100",
  yearsAfter: "years after the operation",
  curveText: (points: readonly string[]) =>
    `Survival curve with its 95 % interval and the cohort average. ${points.join(" ")}`,
  point: (time: string, persons: Persons, average: number) =>
    `${time}: ${persons.alive} of 100, interval ${persons.lower} to ${persons.upper}, cohort average ${average}.`,

  icons: (who: string, time: string) => `${who}: 100 such patients after ${time}`,
  iconsText: (persons: Persons) =>
    `Of 100 persons, ${persons.lower} are alive even at the lower limit, ${persons.alive} by the estimate, ${persons.upper} at the upper limit of the interval.`,
  sure: "alive even at the lower limit of the interval",
  likely: "alive by the estimate, but not at the lower limit",
  unsure: "alive only at the upper limit",
  dead: "not alive even at the upper limit",

  table: "Alive of 100, by time after the operation",
  timeColumn: "Time",
  estimate: "Estimate",
  limits: "95 % interval",
  to: (persons: Persons) => `${persons.lower} to ${persons.upper}`,
  median: (months: string) => `Half of such patients are predicted to live ${months} or longer.`,
  medianNotReached: (time: string) => `More than half are predicted to be alive after ${time}; the median is not reached.`,
  restrictedMean: (lived: number, of: number) =>
    `Of the first ${of} months after the operation, such patients live ${lived} on average.`,

  contributions: (time: string) => `Why: what each fact adds or takes, at ${time}`,
  contributionsHint: (average: number, alive: number) =>
    `From the cohort average of ${average} of 100 to ${alive} of 100. Bars to the right add, bars to the left take.`,
  unconditional: "These are parts of the probability counted from the operation, not of the one given survival so far.",
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
    registry: "Trained on a hospital's registry.",
  } as Readonly<Record<string, string>>,
  bundle: (id: string, version: string) => `Bundle ${id}, pulmet ${version}.`,
  words: "In words",

  noAnswer: "No answer",
  failed: "The service did not answer as expected.",
  unreachable: "The service could not be reached.",
  patientUnreadable: "The attribute “patient” is not a JSON object of factors.",
  retry: "Try again",

  announced: (alive: number, subject: string, persons: Persons) =>
    `About ${alive} of 100 ${subject}. 95 % interval ${persons.lower} to ${persons.upper}.`,
  announcedBeside: (alive: number) => `A different patient: ${alive} of 100.`,
  announcedWarnings: (count: number) => (count === 1 ? "1 warning." : `${count} warnings.`),
  unchanged: (text: string) => `Unchanged: ${text}`,
};

/** What every language must say. */
export type Strings = typeof en;
