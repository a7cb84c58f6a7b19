/** Español. Sin revisión clínica. */

import type { Persons } from "../persons.js";
import type { Strings } from "./en.js";

const months = (count: number): string => (count === 1 ? "1 mes" : `${count} meses`);

const time = (count: number): string => {
  if (count === 0 || count % 12 !== 0) return months(count);
  return count === 12 ? "1 año" : `${count / 12} años`;
};

const models: Readonly<Record<string, string>> = {
  cox: "Modelo de Cox",
  forest: "Bosque aleatorio de supervivencia",
};

export const es: Strings = {
  code: "es",
  name: "Español",
  reviewed: false,
  direction: "ltr",

  title: "Supervivencia tras la resección de metástasis pulmonares de un sarcoma",
  language: "Idioma",
  notReviewed: "Traducción sin revisión clínica",
  notForClinicalUse: "No apto para uso clínico.",
  reconstructed: "Entrenado con evidencia reconstruida a partir de tablas publicadas.",
  print: "Imprimir",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}, experimental`,

  patient: "El paciente",
  usedFacts: "Utilizados por este modelo",
  alsoUsedFacts: "Utilizados solo por el modelo experimental",
  otherFacts: "Otros datos (registrados, no utilizados por este modelo)",
  given: (count: number) => (count === 1 ? "1 indicado" : `${count} indicados`),
  unknown: "Desconocido",
  yes: "Sí",
  no: "No",
  choose: "Elegir…",
  knownAfter: "solo se conoce tras la operación",
  survived: "Ya sobrevivido desde la operación",
  survivedHint:
    "0 si se pregunta antes de la operación. Se sabe que el paciente está vivo, no que esté libre de recidiva.",
  clear: "Todo desconocido",
  facts: "Datos conocidos:",
  unknownFacts: "Desconocidos:",
  nothingKnown: "No se conoce nada.",

  answer: "La respuesta",
  asking: "Calculando…",
  loading: "Cargando…",
  horizon: "Tiempo tras la operación",
  headline: (alive: number) => `Unos ${alive} de 100`,
  patientsAlive: (after: string) => `pacientes como este están vivos ${after} después de la operación`,
  patientsAliveGiven: (after: string, survived: string) =>
    `pacientes como este, vivos a los ${survived}, están vivos ${after} después de la operación`,
  cohortAlive: (after: string) => `pacientes de la cohorte están vivos ${after} después de la operación`,
  cohortAliveGiven: (after: string, survived: string) =>
    `pacientes de la cohorte, vivos a los ${survived}, están vivos ${after} después de la operación`,
  notIndividual:
    "Promedio de la cohorte, no una predicción individual: no se conoce nada de lo que utiliza el modelo.",
  interval: (persons: Persons) =>
    `Intervalo del 95 %: de ${persons.lower} a ${persons.upper} de 100`,
  intervalMeaning:
    "Intervalo del 95 % para la supervivencia media de pacientes así, dado este modelo.",
  averageIs: (alive: number) => `Promedio de la cohorte: ${alive} de 100`,
  compare: (model: string) => `Comparar con: ${model} (experimental)`,
  experimental: "experimental",

  thisPatient: "Este paciente",
  cohortAverage: "Promedio de la cohorte",
  band: "Intervalo del 95 %",
  curve: "Curva de supervivencia",
  alive: "vivos de 100",
  yearsAfter: "años después de la operación",
  curveText: (points: readonly string[]) =>
    `Curva de supervivencia con su intervalo del 95 % y el promedio de la cohorte. ${points.join(" ")}`,
  point: (after: string, persons: Persons, average: number) =>
    `${after}: ${persons.alive} de 100, intervalo de ${persons.lower} a ${persons.upper}, promedio de la cohorte ${average}.`,

  icons: (who: string, after: string) => `${who}: 100 pacientes así después de ${after}`,
  iconsText: (persons: Persons) =>
    `De 100 personas, ${persons.lower} están vivas incluso en el límite inferior, ${persons.alive} según la estimación y ${persons.upper} en el límite superior del intervalo.`,
  sure: "vivas incluso en el límite inferior del intervalo",
  likely: "vivas según la estimación, pero no en el límite inferior",
  unsure: "vivas solo en el límite superior",
  dead: "no vivas ni siquiera en el límite superior",

  table: "Vivos de 100, según el tiempo tras la operación",
  timeColumn: "Tiempo",
  estimate: "Estimación",
  limits: "Intervalo del 95 %",
  to: (persons: Persons) => `${persons.lower} a ${persons.upper}`,
  median: (count: string) =>
    `Se predice que la mitad de estos pacientes vivirá ${count} o más.`,
  medianNotReached: (after: string) =>
    `Se predice que más de la mitad estará viva después de ${after}; no se alcanza la mediana.`,
  restrictedMean: (lived: number, of: number) =>
    `De los primeros ${of} meses tras la operación, estos pacientes viven ${lived} de media.`,

  contributions: (after: string) => `Por qué: lo que cada dato suma o resta, a ${after}`,
  contributionsHint: (average: number, alive: number) =>
    `Del promedio de la cohorte, ${average} de 100, a ${alive} de 100. Las barras hacia la derecha suman, hacia la izquierda restan.`,
  unconditional:
    "Son partes de la probabilidad contada desde la operación, no de la condicionada a lo ya sobrevivido.",
  points: (count: number) =>
    count === 0 ? "< 1" : `${count > 0 ? "+" : "−"}${Math.abs(count)}`,
  noContribution: "Conocidos, pero sin efecto en este modelo:",
  nothingContributes: "No se conoce nada de lo que utiliza este modelo.",

  ranges: (after: string) => `Lo desconocido, y cuánto podría mover la respuesta a ${after}`,
  rangesHint:
    "Ahora se promedia sobre la cohorte. Si se conociera, la estimación estaría entre los extremos de su barra.",
  range: (lowest: number, highest: number) =>
    lowest === highest ? `${lowest} en todo caso` : `${lowest} a ${highest}`,

  scenarios: (after: string) => `Si el promedio fuera menor, a ${after}`,
  scenariosHint:
    "Otros hospitales comunican promedios menores que la cohorte publicada. El mismo paciente, si el promedio de todos fuera:",
  scenario: (average: number) => `promedio ${average}`,
  then: (alive: number) => `este paciente ${alive}`,

  listed: (items: readonly string[]) => `${items.join("; ")}.`,
  named: (who: string, what: string) => `${who}: ${what}`,
  different: "Un paciente diferente junto a este",
  differentHint:
    "No es un consejo ni lo que cambiaría un tratamiento: es otro paciente, que difiere en lo que se elija.",
  differentPatient: "Un paciente diferente",
  addFact: "Difiere en",
  remove: (label: string) => `Quitar: ${label}`,
  ofDifferent: (label: string) => `${label}, del paciente diferente`,

  warnings: "Advertencias sobre este paciente",
  noWarnings: "Ninguna.",
  showField: (label: string) => `Ir a: ${label}`,
  limitations: "Lo que vale para toda respuesta",
  provenance: "De dónde procede",
  provenances: {
    reconstructed: "Reconstruido a partir de tablas publicadas; sin datos individuales de pacientes.",
    registry: "Entrenado con el registro de un hospital.",
  },
  bundle: (id: string, version: string) => `Paquete ${id}, pulmet ${version}.`,
  words: "En palabras",

  noAnswer: "Sin respuesta",
  failed: "El servicio no respondió como se esperaba.",
  unreachable: "No se pudo contactar con el servicio.",
  patientUnreadable: "El atributo «patient» no es un objeto JSON de factores.",
  retry: "Intentar de nuevo",

  announced: (alive: number, subject: string, persons: Persons) =>
    `Unos ${alive} de 100 ${subject}. Intervalo del 95 %: de ${persons.lower} a ${persons.upper}.`,
  announcedBeside: (alive: number) => `Un paciente diferente: ${alive} de 100.`,
  announcedWarnings: (count: number) => (count === 1 ? "1 advertencia." : `${count} advertencias.`),
  unchanged: (text: string) => `Sin cambios: ${text}`,
};
