/** Español. Sin revisión clínica. */

import type { Persons } from "../persons.js";
import type { Strings } from "./en.js";
import { outcomes } from "./outcomes/es.js";

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
  outcome: "Lo que se predice",
  outcomes,
  language: "Idioma",
  notReviewed: "Traducción sin revisión clínica",
  notForClinicalUse: "No apto para uso clínico.",
  trainedOn: {
    reconstructed: "Entrenado con evidencia reconstruida a partir de tablas publicadas.",
    registry: "Entrenado con el registro de un hospital; sin validar en otros lugares.",
  },
  print: "Imprimir",
  time,
  months,
  model: (name: string) => models[name] ?? name,
  experimentalModel: (name: string) => `${models[name] ?? name}, experimental`,

  patient: "El paciente",
  usedFacts: (models: number) =>
    models > 1 ? "Utilizados por al menos uno de estos modelos" : "Utilizados por este modelo",
  alsoUsedFacts: "Utilizados solo por el modelo experimental",
  otherFacts: (models: number) =>
    `Otros datos (registrados, no utilizados por ${models > 1 ? "ninguno de estos modelos" : "este modelo"})`,
  given: (count: number) => (count === 1 ? "1 indicado" : `${count} indicados`),
  unknown: "Desconocido",
  yes: "Sí",
  no: "No",
  choose: "Elegir…",
  knownAfter: "solo se conoce tras la operación",
  clear: "Todo desconocido",
  facts: "Datos conocidos:",
  unknownFacts: "Desconocidos:",
  nothingKnown: "No se conoce nada.",

  answer: "La respuesta",
  asking: "Calculando…",
  loading: "Cargando…",
  horizon: "Tiempo tras la operación",
  headline: (alive: number) => `Unos ${alive} de 100`,
  notIndividual:
    "Promedio de la cohorte, no una predicción individual: no se conoce nada de lo que utiliza el modelo.",
  aliveOnly: (survived: string) =>
    `Que el paciente esté vivo a los ${survived} no se utiliza en esta respuesta: no se sabe si entonces estaba libre de enfermedad.`,
  interval: (persons: Persons) =>
    `Intervalo del 95 %: de ${persons.lower} a ${persons.upper} de 100`,
  averageIs: (alive: number) => `Promedio de la cohorte: ${alive} de 100`,
  compare: (model: string) => `Comparar con: ${model} (experimental)`,
  experimental: "experimental",

  thisPatient: "Este paciente",
  cohortAverage: "Promedio de la cohorte",
  band: "Intervalo del 95 %",
  yearsAfter: "años después de la operación",
  curveText: (curve: string, points: readonly string[]) =>
    `${curve} con su intervalo del 95 % y el promedio de la cohorte. ${points.join(" ")}`,
  point: (after: string, persons: Persons, average: number) =>
    `${after}: ${persons.estimate} de 100, intervalo de ${persons.lower} a ${persons.upper}, promedio de la cohorte ${average}.`,

  icons: (who: string, after: string) => `${who}: 100 pacientes así después de ${after}`,

  timeColumn: "Tiempo",
  estimate: "Estimación",
  limits: "Intervalo del 95 %",
  to: (persons: Persons) => `${persons.lower} a ${persons.upper}`,

  contributions: (after: string) => `Por qué: lo que cada dato suma o resta, a ${after}`,
  contributionsHint: (average: number, alive: number) =>
    `Del promedio de la cohorte, ${average} de 100, a ${alive} de 100. Las barras hacia la derecha suman, hacia la izquierda restan.`,
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
    registry: "Entrenado con el registro de un hospital; sin validar en otros lugares.",
  },
  bundle: (id: string, version: string) => `Paquete ${id}, pulmet ${version}.`,
  words: "En palabras",

  noAnswer: "Sin respuesta",
  failed: "El servicio no respondió como se esperaba.",
  unreachable: "No se pudo contactar con el servicio.",
  patientUnreadable: "El atributo «patient» no es un objeto JSON de factores.",
  outcomeUnsupported: (served: readonly string[]) => `El desenlace solicitado no está disponible. Permitidos: ${served.join(", ")}.`,
  retry: "Intentar de nuevo",

  announced: (alive: number, subject: string, persons: Persons) =>
    `Unos ${alive} de 100 ${subject}. Intervalo del 95 %: de ${persons.lower} a ${persons.upper}.`,
  announcedBeside: (who: string, alive: number) => `${who}: ${alive} de 100.`,
  announcedWarnings: (count: number) => (count === 1 ? "1 advertencia." : `${count} advertencias.`),
  unchanged: (text: string) => `Sin cambios: ${text}`,
};
