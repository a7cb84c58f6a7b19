/** Reading a patient's record from its FHIR server, in bounds that are told when they are met. */

import type { Granted } from "./authorisation.js";
import { Failure, type Code } from "./failure.js";

export type Resource = Readonly<Record<string, unknown>>;

export interface PatientRecord {
  readonly person: Resource;
  /** What goes to the service: without narratives, and without what names the patient. */
  readonly bundle: Resource;
  /** Whether there was more than is read. */
  readonly cut: boolean;
}

export const MOST_PAGES = 10;
export const MOST_BYTES = 1_000_000;
const SECONDS = 15;

/** The last one is cut first: its oldest come last. */
const ORDER = ["conditions", "procedures", "observations"] as const;

/** Of the person, this is what the service reads. */
const OF_PERSON = ["resourceType", "id", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime"];
const UNREAD = new Set(["text", "contained", "meta"]);

const CODES: Readonly<Record<number, Code>> = { 401: "unauthorised", 403: "forbidden", 404: "missing", 410: "missing" };

export async function readRecord(
  granted: Granted,
  searches: Readonly<Record<string, string>>,
): Promise<PatientRecord> {
  const at = (name: string): string =>
    (searches[name] ?? "").replace("{patient}", encodeURIComponent(granted.patient));
  const [person, ...found] = await Promise.all([
    readJson(granted, address(granted, at("patient"))),
    ...ORDER.map((name) => readPages(granted, at(name))),
  ]);
  if (person["resourceType"] !== "Patient") throw new Failure("failed");
  if (person["id"] !== granted.patient) throw new Failure("otherPatient");
  const resources = [only(person, (name) => OF_PERSON.includes(name))];
  const { kept, cut } = fit([...resources, ...found.flatMap((search) => search.resources)]);
  const entry = kept.map((resource) => ({ resource }));
  const bundle = { resourceType: "Bundle", type: "collection", entry };
  return { person, bundle, cut: cut || found.some((search) => search.cut) };
}

interface Found {
  readonly resources: readonly Resource[];
  readonly cut: boolean;
}

async function readPages(granted: Granted, search: string): Promise<Found> {
  const resources: Resource[] = [];
  let next: string | undefined = search;
  for (let page = 0; next !== undefined && page < MOST_PAGES; page += 1) {
    const bundle = await readJson(granted, address(granted, next));
    if (bundle["resourceType"] !== "Bundle") throw new Failure("failed");
    const found = listOf(bundle["entry"]).map((entry) => objectOf(entry["resource"]));
    if (found.some(isFailure)) throw new Failure("failed");
    resources.push(...found.map((resource) => only(resource, (name) => !UNREAD.has(name))));
    next = nextOf(bundle);
  }
  return { resources, cut: next !== undefined };
}

/** As many as the service reads at once, from the beginning. */
function fit(resources: readonly Resource[]): { kept: readonly Resource[]; cut: boolean } {
  const encoder = new TextEncoder();
  let bytes = 0;
  const beyond = resources.findIndex((resource) => {
    bytes += encoder.encode(JSON.stringify({ resource })).length + 1;
    return bytes > MOST_BYTES;
  });
  return beyond < 0 ? { kept: resources, cut: false } : { kept: resources.slice(0, beyond), cut: true };
}

/** A next page elsewhere would take the token there. */
function address(granted: Granted, relative: string): URL {
  if (!URL.canParse(relative, granted.base)) throw new Failure("pageElsewhere");
  const url = new URL(relative, granted.base);
  const isThere = url.origin === new URL(granted.base).origin && !url.username && !url.password;
  if (!isThere) throw new Failure("pageElsewhere");
  return url;
}

async function readJson(granted: Granted, url: URL): Promise<Resource> {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/fhir+json", authorization: `Bearer ${granted.token}` },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(1000 * SECONDS),
    });
    if (!response.ok) throw new Failure(CODES[response.status] ?? "failed");
    return objectOf(await response.json());
  } catch (error) {
    throw reasonOf(error);
  }
}

function reasonOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof DOMException && error.name === "TimeoutError") return new Failure("slow");
  return new Failure(error instanceof SyntaxError ? "failed" : "unreachable");
}

function nextOf(bundle: Resource): string | undefined {
  const link = listOf(bundle["link"]).find(({ relation }) => relation === "next");
  return link === undefined ? undefined : String(link["url"] ?? "");
}

function isFailure(resource: Resource): boolean {
  return (
    resource["resourceType"] === "OperationOutcome" &&
    listOf(resource["issue"]).some(({ severity }) => severity === "error" || severity === "fatal")
  );
}

function only(resource: Resource, wanted: (name: string) => boolean): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => wanted(name)));
}

/** What has another type than FHIR's is absent. */
export function objectOf(value: unknown): Resource {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Resource) : {};
}

export function listOf(value: unknown): readonly Resource[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
