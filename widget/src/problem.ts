/** Problems as RFC 9457 has them; the service's own, and three of the calculator's. */

export interface Fault {
  readonly pointer: string;
  readonly factor: string | null;
  readonly code: string;
  readonly message: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly errors: readonly Fault[];
}

/** What a request throws that has no answer. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

export function faultsAt(problem: Problem | undefined, pointer: string): readonly Fault[] {
  return problem?.errors.filter((fault) => fault.pointer === pointer) ?? [];
}

/** Whether only the different patient is at fault, so that the original can still be answered. */
export function concernsDifferentPatient(problem: Problem): boolean {
  return (
    problem.errors.length > 0 &&
    problem.errors.every((fault) => fault.pointer.startsWith("/what_if/"))
  );
}

function isProblem(body: unknown): body is Problem {
  const problem = body as Partial<Problem> | null;
  return (
    typeof problem === "object" &&
    problem !== null &&
    typeof problem.title === "string" &&
    Array.isArray(problem.errors)
  );
}

/** Reads a response that is no answer; what is not a problem becomes one without details. */
export async function readProblem(response: Response, title: string): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return body;
  return { type: "about:blank", title, status: response.status, errors: [] };
}

/** A problem that arose here, before or without the service. */
export function ownProblem(code: string, title: string): Problem {
  return { type: `urn:pulmet:problem:${code}`, title, status: 0, errors: [] };
}
