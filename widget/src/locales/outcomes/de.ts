/** Was Deutsch über jeden Endpunkt mit eigenen Worten sagt. */

import type { Outcome } from "../../outcome.js";
import { nach } from "../nach.js";
import type { OutcomeStrings } from "./en.js";

export const outcomes: Readonly<Record<Outcome, OutcomeStrings>> = {
  overall_survival: {
    name: "Gesamtüberleben",
    meaning: "Am Leben zu sein.",
    survived: "Seit der Operation bereits überlebt",
    survivedHint:
      "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt, nicht, dass sie rezidivfrei ist.",
    patients: (after) => `solchen Personen leben ${after} nach der Operation`,
    patientsGiven: (after, survived) =>
      `solchen Personen, die ${survived} überlebt haben, leben ${after} nach der Operation`,
    cohort: (after) => `Personen der Kohorte leben ${after} nach der Operation`,
    cohortGiven: (after, survived) =>
      `Personen der Kohorte, die ${survived} überlebt haben, leben ${after} nach der Operation`,
    counted: "",
    intervalMeaning:
      "95-%-Intervall für das mittlere Überleben solcher Personen, dieses Modell vorausgesetzt.",
    curve: "Überlebenskurve",
    ofHundred: "von 100 am Leben",
    iconsText: ({ lower, estimate, upper }) =>
      `Von 100 Personen leben ${lower} selbst an der unteren Grenze des Intervalls, ${estimate} nach der Schätzung, ${upper} an der oberen Grenze.`,
    sure: "leben selbst an der unteren Grenze des Intervalls",
    likely: "leben nach der Schätzung, nicht aber an der unteren Grenze",
    unsure: "leben nur an der oberen Grenze",
    dead: "leben selbst an der oberen Grenze nicht",
    table: "Von 100 am Leben, nach Zeit seit der Operation",
    median: (months) =>
      `Vorhergesagte mediane Überlebenszeit: ${months}; die Hälfte solcher Personen lebt so lange oder länger.`,
    medianNotReached: (after) =>
      `Mehr als die Hälfte ist ${nach(after)} vorhersagegemäß am Leben; der Median wird nicht erreicht.`,
    restrictedMean: (mean, of) =>
      `Von den ersten ${of} Monaten nach der Operation erleben solche Personen im Mittel ${mean}.`,
    unconditional:
      "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem Überleben.",
  },
  cancer_specific_survival: {
    name: "Krebsspezifisches Überleben",
    meaning:
      "Nicht am Sarkom verstorben zu sein. Wer es nicht ist, kann an einer anderen Ursache verstorben sein.",
    survived: "Seit der Operation bereits überlebt",
    survivedHint:
      "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt, nicht, dass sie rezidivfrei ist.",
    patients: (after) =>
      `solchen Personen sind ${after} nach der Operation nicht am Sarkom verstorben`,
    patientsGiven: (after, survived) =>
      `solchen Personen, die ${survived} überlebt haben, sind ${after} nach der Operation nicht am Sarkom verstorben`,
    cohort: (after) =>
      `Personen der Kohorte sind ${after} nach der Operation nicht am Sarkom verstorben`,
    cohortGiven: (after, survived) =>
      `Personen der Kohorte, die ${survived} überlebt haben, sind ${after} nach der Operation nicht am Sarkom verstorben`,
    counted: "Einige von ihnen können an einer anderen Ursache verstorben sein.",
    intervalMeaning:
      "95-%-Intervall für das mittlere krebsspezifische Überleben solcher Personen, dieses Modell vorausgesetzt.",
    curve: "Kurve des krebsspezifischen Überlebens",
    ofHundred: "von 100 nicht am Sarkom verstorben",
    iconsText: ({ lower, estimate, upper }) =>
      `Von 100 Personen sind ${lower} selbst an der unteren Grenze des Intervalls nicht am Sarkom verstorben, ${estimate} nach der Schätzung, ${upper} an der oberen Grenze. Einige von ihnen können an einer anderen Ursache verstorben sein.`,
    sure: "selbst an der unteren Grenze des Intervalls nicht am Sarkom verstorben",
    likely: "nach der Schätzung nicht am Sarkom verstorben, wohl aber an der unteren Grenze",
    unsure: "nur an der oberen Grenze nicht am Sarkom verstorben",
    dead: "selbst an der oberen Grenze am Sarkom verstorben",
    table: "Von 100 nicht am Sarkom verstorben, nach Zeit seit der Operation",
    median: (months) =>
      `Bis ${months} nach der Operation ist vorhersagegemäß die Hälfte solcher Personen am Sarkom verstorben.`,
    medianNotReached: (after) =>
      `Weniger als die Hälfte ist ${nach(after)} vorhersagegemäß am Sarkom verstorben; der Median wird nicht erreicht.`,
    restrictedMean: (mean, of) =>
      `Von den ersten ${of} Monaten nach der Operation nimmt der Tod am Sarkom solchen Personen im Mittel ${of - mean}.`,
    unconditional:
      "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem Überleben.",
  },
  disease_free_survival: {
    name: "Krankheitsfreies Überleben",
    meaning: "Am Leben und krankheitsfrei zu sein.",
    survived: "Seit der Operation bereits krankheitsfrei überlebt",
    survivedHint:
      "0, wenn vor der Operation gefragt wird. Bekannt ist, dass die Person lebt und krankheitsfrei ist; für eine Person, deren Erkrankung bis dahin wiedergekehrt ist, gilt die Antwort nicht.",
    patients: (after) =>
      `solchen Personen sind ${after} nach der Operation am Leben und krankheitsfrei`,
    patientsGiven: (after, survived) =>
      `solchen Personen, die ${survived} krankheitsfrei überlebt haben, sind ${after} nach der Operation am Leben und krankheitsfrei`,
    cohort: (after) =>
      `Personen der Kohorte sind ${after} nach der Operation am Leben und krankheitsfrei`,
    cohortGiven: (after, survived) =>
      `Personen der Kohorte, die ${survived} krankheitsfrei überlebt haben, sind ${after} nach der Operation am Leben und krankheitsfrei`,
    counted: "",
    intervalMeaning:
      "95-%-Intervall für das mittlere krankheitsfreie Überleben solcher Personen, dieses Modell vorausgesetzt.",
    curve: "Kurve des krankheitsfreien Überlebens",
    ofHundred: "von 100 am Leben und krankheitsfrei",
    iconsText: ({ lower, estimate, upper }) =>
      `Von 100 Personen sind ${lower} selbst an der unteren Grenze des Intervalls am Leben und krankheitsfrei, ${estimate} nach der Schätzung, ${upper} an der oberen Grenze.`,
    sure: "selbst an der unteren Grenze des Intervalls am Leben und krankheitsfrei",
    likely: "nach der Schätzung am Leben und krankheitsfrei, nicht aber an der unteren Grenze",
    unsure: "nur an der oberen Grenze am Leben und krankheitsfrei",
    dead: "selbst an der oberen Grenze erneut erkrankt oder verstorben",
    table: "Von 100 am Leben und krankheitsfrei, nach Zeit seit der Operation",
    median: (months) =>
      `Vorhergesagte mediane krankheitsfreie Überlebenszeit: ${months}; die Hälfte solcher Personen lebt so lange oder länger krankheitsfrei.`,
    medianNotReached: (after) =>
      `Mehr als die Hälfte ist ${nach(after)} vorhersagegemäß am Leben und krankheitsfrei; der Median wird nicht erreicht.`,
    restrictedMean: (mean, of) =>
      `Von den ersten ${of} Monaten nach der Operation erleben solche Personen im Mittel ${mean} krankheitsfrei.`,
    unconditional:
      "Dies sind Teile der Wahrscheinlichkeit ab der Operation, nicht derjenigen nach bisherigem krankheitsfreien Überleben.",
  },
};
