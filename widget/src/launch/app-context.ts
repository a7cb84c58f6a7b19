/** What a card handed over: the factors that it was made from. All of it is used, or nothing. */

import type { Factor, FactorValue, Patient } from "../factor.js";

const MOST_LETTERS = 10_000;

/** Gives the card's factors; undefined where there was no card, null where it cannot be used. */
export function readAppContext(
  appContext: unknown,
  patientId: string,
  factors: readonly Factor[],
): Patient | null | undefined {
  if (appContext === undefined || appContext === null || appContext === "") return undefined;
  const content = parse(appContext);
  if (!isObject(content) || Object.keys(content).sort().join() !== "patient,patient_id") return null;
  const { patient, patient_id } = content;
  if (patient_id !== patientId || !isObject(patient)) return null;
  const known = new Map(factors.map((factor) => [factor.name, factor]));
  const valid = Object.entries(patient).every(([name, value]) => isValue(known.get(name), value));
  return valid ? (patient as Patient) : null;
}

function parse(appContext: unknown): unknown {
  if (typeof appContext !== "string" || appContext.length > MOST_LETTERS) return undefined;
  try {
    return JSON.parse(appContext);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isValue(factor: Factor | undefined, value: unknown): value is FactorValue {
  if (factor === undefined) return false;
  if (factor.kind === "boolean") return typeof value === "boolean";
  if (factor.kind === "level") return factor.levels.some((level) => level.value === value);
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  const { lowest, highest, lowest_excluded, kind } = factor;
  const isAbove = lowest === null || (lowest_excluded ? value > lowest : value >= lowest);
  return isAbove && value <= (highest ?? Infinity) && (kind === "number" || Number.isInteger(value));
}
