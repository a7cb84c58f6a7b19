/** What the calculator begins with: the record for what it says, the card for what it does not. */

import type { Factor, FactorValue, Patient } from "../factor.js";
import type { LedgerEntry, Reading } from "./reading.js";

export type Origin = "record" | "card" | "nowhere";

/** One factor, where its value came from, and what else the record says of it. */
export interface Prefilled {
  readonly factor: string;
  readonly value: FactorValue;
  readonly origin: Origin;
  readonly deciding: LedgerEntry | undefined;
  readonly skipped: readonly LedgerEntry[];
}

export function prefill(
  factors: readonly Factor[],
  reading: Reading,
  card: Patient | null | undefined,
): readonly Prefilled[] {
  return factors.map(({ name }) => {
    const [deciding, ...skipped] = reading.ledger.filter(({ factor }) => factor === name);
    const entries = { factor: name, deciding, skipped };
    const read = reading.patient[name] ?? null;
    if (read !== null) return { ...entries, value: read, origin: "record" };
    const given = deciding?.status === "not_found" ? (card?.[name] ?? null) : null;
    return { ...entries, value: given, origin: given === null ? "nowhere" : "card" };
  });
}

export function patientOf(prefilled: readonly Prefilled[]): Patient {
  const known = prefilled.filter(({ value }) => value !== null);
  return Object.fromEntries(known.map(({ factor, value }) => [factor, value]));
}
