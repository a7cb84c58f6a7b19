/** What English says of each outcome in words of its own. */

import type { Outcome } from "../../outcome.js";
import type { Persons } from "../../persons.js";

/** What every language must say of every outcome. */
export interface OutcomeStrings {
  readonly name: string;
  /** What a probability is that of. */
  readonly meaning: string;
  /** The months that are known to have been survived, and what is known by them. */
  readonly survived: string;
  readonly survivedHint: string;
  /** What `About 59 of 100` are. */
  readonly patients: (time: string) => string;
  readonly patientsGiven: (time: string, survived: string) => string;
  readonly cohort: (time: string) => string;
  readonly cohortGiven: (time: string, survived: string) => string;
  /** What must be known of those counted; empty where the words above say it all. */
  readonly counted: string;
  readonly intervalMeaning: string;
  readonly curve: string;
  /** The scale of persons. */
  readonly ofHundred: string;
  readonly iconsText: (persons: Persons) => string;
  readonly sure: string;
  readonly likely: string;
  readonly unsure: string;
  readonly dead: string;
  readonly table: string;
  readonly median: (months: string) => string;
  readonly medianNotReached: (time: string) => string;
  /** `mean` is the area under the curve in the first `of` months. */
  readonly restrictedMean: (mean: number, of: number) => string;
  readonly unconditional: string;
}

export const outcomes: Readonly<Record<Outcome, OutcomeStrings>> = {
  overall_survival: {
    name: "Overall survival",
    meaning: "Being alive.",
    survived: "Already survived since the operation",
    survivedHint: "0 when asked before the operation. A patient is known to be alive, not known to be free of recurrence.",
    patients: (time) => `patients like this one are alive ${time} after the operation`,
    patientsGiven: (time, survived) => `patients like this one, alive after ${survived}, are alive ${time} after the operation`,
    cohort: (time) => `patients of the cohort are alive ${time} after the operation`,
    cohortGiven: (time, survived) => `patients of the cohort, alive after ${survived}, are alive ${time} after the operation`,
    counted: "",
    intervalMeaning: "95 % interval for the average survival of such patients, given this model.",
    curve: "Survival curve",
    ofHundred: "alive of 100",
    iconsText: ({ lower, estimate, upper }) =>
      `Of 100 persons, ${lower} are alive even at the lower limit, ${estimate} by the estimate, ${upper} at the upper limit of the interval.`,
    sure: "alive even at the lower limit of the interval",
    likely: "alive by the estimate, but not at the lower limit",
    unsure: "alive only at the upper limit",
    dead: "not alive even at the upper limit",
    table: "Alive of 100, by time after the operation",
    median: (months) => `Half of such patients are predicted to live ${months} or longer.`,
    medianNotReached: (time) => `More than half are predicted to be alive after ${time}; the median is not reached.`,
    restrictedMean: (mean, of) => `Of the first ${of} months after the operation, such patients live ${mean} on average.`,
    unconditional: "These are parts of the probability counted from the operation, not of the one given survival so far.",
  },
  cancer_specific_survival: {
    name: "Cancer-specific survival",
    meaning: "Not having died of the sarcoma. Who has not may have died of another cause.",
    survived: "Already survived since the operation",
    survivedHint: "0 when asked before the operation. A patient is known to be alive, not known to be free of recurrence.",
    patients: (time) => `patients like this one have not died of the sarcoma ${time} after the operation`,
    patientsGiven: (time, survived) =>
      `patients like this one, alive after ${survived}, have not died of the sarcoma ${time} after the operation`,
    cohort: (time) => `patients of the cohort have not died of the sarcoma ${time} after the operation`,
    cohortGiven: (time, survived) =>
      `patients of the cohort, alive after ${survived}, have not died of the sarcoma ${time} after the operation`,
    counted: "Some of them may have died of another cause.",
    intervalMeaning: "95 % interval for the average cancer-specific survival of such patients, given this model.",
    curve: "Curve of cancer-specific survival",
    ofHundred: "not dead of the sarcoma, of 100",
    iconsText: ({ lower, estimate, upper }) =>
      `Of 100 persons, ${lower} have not died of the sarcoma even at the lower limit, ${estimate} by the estimate, ${upper} at the upper limit of the interval. Some of them may have died of another cause.`,
    sure: "not dead of the sarcoma even at the lower limit of the interval",
    likely: "not dead of the sarcoma by the estimate, but dead of it at the lower limit",
    unsure: "not dead of the sarcoma only at the upper limit",
    dead: "dead of the sarcoma even at the upper limit",
    table: "Not dead of the sarcoma, of 100, by time after the operation",
    median: (months) => `By ${months} after the operation, half of such patients are predicted to have died of the sarcoma.`,
    medianNotReached: (time) =>
      `Fewer than half are predicted to have died of the sarcoma after ${time}; the median is not reached.`,
    restrictedMean: (mean, of) =>
      `Of the first ${of} months after the operation, death of the sarcoma takes ${of - mean} from such patients on average.`,
    unconditional: "These are parts of the probability counted from the operation, not of the one given survival so far.",
  },
  disease_free_survival: {
    name: "Disease-free survival",
    meaning: "Being alive and free of disease.",
    survived: "Already survived free of disease since the operation",
    survivedHint:
      "0 when asked before the operation. A patient is known to be alive and free of disease; the answer does not hold for one whose disease has come back by then.",
    patients: (time) => `patients like this one are alive and free of disease ${time} after the operation`,
    patientsGiven: (time, survived) =>
      `patients like this one, alive and free of disease after ${survived}, are alive and free of disease ${time} after the operation`,
    cohort: (time) => `patients of the cohort are alive and free of disease ${time} after the operation`,
    cohortGiven: (time, survived) =>
      `patients of the cohort, alive and free of disease after ${survived}, are alive and free of disease ${time} after the operation`,
    counted: "",
    intervalMeaning: "95 % interval for the average disease-free survival of such patients, given this model.",
    curve: "Curve of disease-free survival",
    ofHundred: "alive and free of disease, of 100",
    iconsText: ({ lower, estimate, upper }) =>
      `Of 100 persons, ${lower} are alive and free of disease even at the lower limit, ${estimate} by the estimate, ${upper} at the upper limit of the interval.`,
    sure: "alive and free of disease even at the lower limit of the interval",
    likely: "alive and free of disease by the estimate, but not at the lower limit",
    unsure: "alive and free of disease only at the upper limit",
    dead: "relapsed or dead even at the upper limit",
    table: "Alive and free of disease, of 100, by time after the operation",
    median: (months) => `Half of such patients are predicted to live free of disease for ${months} or longer.`,
    medianNotReached: (time) =>
      `More than half are predicted to be alive and free of disease after ${time}; the median is not reached.`,
    restrictedMean: (mean, of) =>
      `Of the first ${of} months after the operation, such patients live ${mean} free of disease on average.`,
    unconditional:
      "These are parts of the probability counted from the operation, not of the one given survival free of disease so far.",
  },
};
