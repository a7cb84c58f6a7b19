/** Why there is no record: one code for each reason, put into words by the language. */

export type Code =
  | "unknownServer"
  | "insecure"
  | "noStorage"
  | "discovery"
  | "noPkce"
  | "addressNotAllowed"
  | "state"
  | "refused"
  | "notAuthorised"
  | "token"
  | "tokenUnusable"
  | "noPatient"
  | "again"
  | "unauthorised"
  | "forbidden"
  | "missing"
  | "slow"
  | "unreachable"
  | "failed"
  | "pageElsewhere"
  | "otherPatient"
  | "notRead"
  | "service";

export class Failure extends Error {
  /** `details` are sentences of this service, never of another server. */
  constructor(
    readonly code: Code,
    readonly details: readonly string[] = [],
  ) {
    super(code);
  }
}

/** A defect is told like a service that failed; its message might hold what was read. */
export function failureOf(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure("service");
}
