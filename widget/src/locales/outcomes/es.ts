/** Lo que el español dice de cada desenlace con palabras propias. */

import type { Outcome } from "../../outcome.js";
import type { OutcomeStrings } from "./en.js";

export const outcomes: Readonly<Record<Outcome, OutcomeStrings>> = {
  overall_survival: {
    name: "Supervivencia global",
    meaning: "Estar vivo.",
    survived: "Ya sobrevivido desde la operación",
    survivedHint:
      "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo, no que esté libre de recidiva.",
    patients: (after) => `pacientes como este están vivos ${after} después de la operación`,
    patientsGiven: (after, survived) =>
      `pacientes como este, vivos a los ${survived}, están vivos ${after} después de la operación`,
    cohort: (after) => `pacientes de la cohorte están vivos ${after} después de la operación`,
    cohortGiven: (after, survived) =>
      `pacientes de la cohorte, vivos a los ${survived}, están vivos ${after} después de la operación`,
    counted: "",
    intervalMeaning:
      "Intervalo del 95 % para la supervivencia media de pacientes así, dado este modelo.",
    curve: "Curva de supervivencia",
    ofHundred: "vivos de 100",
    iconsText: ({ lower, estimate, upper }) =>
      `De 100 personas, ${lower} están vivas incluso en el límite inferior, ${estimate} según la estimación y ${upper} en el límite superior del intervalo.`,
    sure: "vivas incluso en el límite inferior del intervalo",
    likely: "vivas según la estimación, pero no en el límite inferior",
    unsure: "vivas solo en el límite superior",
    dead: "no vivas ni siquiera en el límite superior",
    table: "Vivos de 100, según el tiempo tras la operación",
    median: (months) => `Se predice que la mitad de estos pacientes vivirá ${months} o más.`,
    medianNotReached: (after) =>
      `Se predice que más de la mitad estará viva después de ${after}; no se alcanza la mediana.`,
    restrictedMean: (mean, of) =>
      `De los primeros ${of} meses tras la operación, estos pacientes viven ${mean} de media.`,
    unconditional:
      "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido.",
  },
  cancer_specific_survival: {
    name: "Supervivencia específica por cáncer",
    meaning:
      "No haber fallecido por el sarcoma. Quien no ha fallecido por él puede haber fallecido por otra causa.",
    survived: "Ya sobrevivido desde la operación",
    survivedHint:
      "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo, no que esté libre de recidiva.",
    patients: (after) =>
      `pacientes como este no han fallecido por el sarcoma ${after} después de la operación`,
    patientsGiven: (after, survived) =>
      `pacientes como este, vivos a los ${survived}, no han fallecido por el sarcoma ${after} después de la operación`,
    cohort: (after) =>
      `pacientes de la cohorte no han fallecido por el sarcoma ${after} después de la operación`,
    cohortGiven: (after, survived) =>
      `pacientes de la cohorte, vivos a los ${survived}, no han fallecido por el sarcoma ${after} después de la operación`,
    counted: "Algunos de ellos pueden haber fallecido por otra causa.",
    intervalMeaning:
      "Intervalo del 95 % para la supervivencia media específica por cáncer de pacientes así, dado este modelo.",
    curve: "Curva de supervivencia específica por cáncer",
    ofHundred: "no fallecidos por el sarcoma, de 100",
    iconsText: ({ lower, estimate, upper }) =>
      `De 100 personas, ${lower} no han fallecido por el sarcoma ni siquiera en el límite inferior, ${estimate} según la estimación y ${upper} en el límite superior del intervalo. Algunas de ellas pueden haber fallecido por otra causa.`,
    sure: "no fallecidas por el sarcoma ni siquiera en el límite inferior del intervalo",
    likely: "no fallecidas por el sarcoma según la estimación, pero sí en el límite inferior",
    unsure: "no fallecidas por el sarcoma solo en el límite superior",
    dead: "fallecidas por el sarcoma incluso en el límite superior",
    table: "No fallecidos por el sarcoma, de 100, según el tiempo tras la operación",
    median: (months) =>
      `Se predice que, transcurridos ${months} desde la operación, la mitad de estos pacientes habrá fallecido por el sarcoma.`,
    medianNotReached: (after) =>
      `Se predice que menos de la mitad habrá fallecido por el sarcoma después de ${after}; no se alcanza la mediana.`,
    restrictedMean: (mean, of) =>
      `De los primeros ${of} meses tras la operación, la muerte por el sarcoma quita a estos pacientes ${of - mean} de media.`,
    unconditional:
      "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido.",
  },
  disease_free_survival: {
    name: "Supervivencia libre de enfermedad",
    meaning: "Estar vivo y libre de enfermedad.",
    survived: "Ya sobrevivido libre de enfermedad desde la operación",
    survivedHint:
      "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo y libre de enfermedad; la respuesta no vale para un paciente cuya enfermedad haya reaparecido hasta entonces.",
    patients: (after) =>
      `pacientes como este están vivos y libres de enfermedad ${after} después de la operación`,
    patientsGiven: (after, survived) =>
      `pacientes como este, vivos y libres de enfermedad a los ${survived}, están vivos y libres de enfermedad ${after} después de la operación`,
    cohort: (after) =>
      `pacientes de la cohorte están vivos y libres de enfermedad ${after} después de la operación`,
    cohortGiven: (after, survived) =>
      `pacientes de la cohorte, vivos y libres de enfermedad a los ${survived}, están vivos y libres de enfermedad ${after} después de la operación`,
    counted: "",
    intervalMeaning:
      "Intervalo del 95 % para la supervivencia media libre de enfermedad de pacientes así, dado este modelo.",
    curve: "Curva de supervivencia libre de enfermedad",
    ofHundred: "vivos y libres de enfermedad, de 100",
    iconsText: ({ lower, estimate, upper }) =>
      `De 100 personas, ${lower} están vivas y libres de enfermedad incluso en el límite inferior, ${estimate} según la estimación y ${upper} en el límite superior del intervalo.`,
    sure: "vivas y libres de enfermedad incluso en el límite inferior del intervalo",
    likely: "vivas y libres de enfermedad según la estimación, pero no en el límite inferior",
    unsure: "vivas y libres de enfermedad solo en el límite superior",
    dead: "con recaída o fallecidas incluso en el límite superior",
    table: "Vivos y libres de enfermedad, de 100, según el tiempo tras la operación",
    median: (months) =>
      `Se predice que la mitad de estos pacientes vivirá libre de enfermedad ${months} o más.`,
    medianNotReached: (after) =>
      `Se predice que más de la mitad estará viva y libre de enfermedad después de ${after}; no se alcanza la mediana.`,
    restrictedMean: (mean, of) =>
      `De los primeros ${of} meses tras la operación, estos pacientes viven ${mean} libres de enfermedad de media.`,
    unconditional:
      "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido libre de enfermedad.",
  },
};
