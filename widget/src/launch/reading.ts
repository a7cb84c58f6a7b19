/** The service, as the launch page asks it: which factors there are, and what a record says of them. */

import type { Factor, FactorValue, Patient } from "../factor.js";
import { Failure } from "./failure.js";
import type { Resource } from "./record.js";
import { BASE } from "./settings.js";

const PROBLEMS = [400, 413, 415, 422];

export interface LedgerEntry {
  readonly factor: string;
  readonly value: FactorValue;
  readonly resource: string | null;
  readonly date: string | null;
  readonly status: string;
  readonly converted: boolean;
  readonly reason: string | null;
}

export interface Reading {
  readonly patient: Patient;
  readonly survived_months: number;
  readonly ledger: readonly LedgerEntry[];
}

export async function listFactors(language: string): Promise<readonly Factor[]> {
  const body = (await ask("v1/factors", language, {})) as { factors: readonly Factor[] };
  return body.factors;
}

export async function readFactors(language: string, bundle: Resource): Promise<Reading> {
  const headers = { "content-type": "application/fhir+json" };
  const body = JSON.stringify(bundle);
  return (await ask("v1/records", language, { method: "POST", headers, body })) as Reading;
}

async function ask(path: string, language: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(new URL(path, BASE), {
    ...init,
    headers: { ...init.headers, "accept-language": language },
    cache: "no-store",
    credentials: "same-origin",
    referrerPolicy: "no-referrer",
  }).catch(() => {
    throw new Failure("service");
  });
  if (response.ok) return response.json();
  if (!PROBLEMS.includes(response.status)) throw new Failure("service");
  throw new Failure("notRead", await messagesOf(response));
}

async function messagesOf(response: Response): Promise<readonly string[]> {
  const problem = (await response.json().catch(() => ({}))) as {
    errors?: readonly { message?: unknown }[];
  };
  return (problem.errors ?? []).map(({ message }) => String(message ?? ""));
}
