/** One question at a time: waits for a pause, aborts what is overtaken, keeps no late answer. */

import type { Answer, Curve } from "./answer.js";
import { concernsDifferentPatient, ownProblem, Refusal, type Problem } from "./problem.js";
import { ofCohort, withoutDifferentPatient, type Question } from "./question.js";
import type { Service } from "./service.js";
import type { Result } from "./view.js";

export const PAUSE_MS = 120;

/** What came of a question: a result, a problem, or both when only the different patient is at fault. */
export interface Reply {
  readonly result?: Result;
  readonly problem?: Problem;
}

export class Asking {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = new AbortController();
  #averages = new Map<string, Promise<ReadonlyMap<string, Curve>>>();

  constructor(
    readonly service: Service,
    readonly settle: (reply: Reply) => void,
  ) {}

  /** Asks after a pause; a question asked meanwhile takes its place. */
  ask(question: Question, pauseMs = PAUSE_MS): void {
    this.cancel();
    const { signal } = this.#asked;
    this.#timer = setTimeout(() => void this.#answer(question, signal), pauseMs);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#asked.abort();
    this.#asked = new AbortController();
  }

  async #answer(question: Question, signal: AbortSignal): Promise<void> {
    const reply = await this.#reply(question, signal).catch((error: unknown) => ({
      problem: problemOf(error, this.service.strings.failed),
    }));
    if (!signal.aborted) this.settle(reply);
  }

  async #reply(question: Question, signal: AbortSignal): Promise<Reply> {
    try {
      return { result: await this.#result(question, signal) };
    } catch (error) {
      if (!(error instanceof Refusal) || !concernsDifferentPatient(error.problem)) throw error;
      const alone = await this.#result(withoutDifferentPatient(question), signal);
      return { result: alone, problem: error.problem };
    }
  }

  async #result(question: Question, signal: AbortSignal): Promise<Result> {
    const [answer, averages] = await Promise.all([
      this.service.predict(question, signal),
      this.#averageCurves(question),
    ]);
    return { question, answer, averages };
  }

  /** The cohort's curves do not depend on the patient, so they are asked for once. */
  #averageCurves(question: Question): Promise<ReadonlyMap<string, Curve>> {
    const key = JSON.stringify([question.outcome, question.models, question.survived_months]);
    const known = this.#averages.get(key);
    if (known) return known;
    const asked = this.service
      .predict(ofCohort(question), new AbortController().signal)
      .then(curvesOf)
      .catch((error: unknown) => {
        this.#averages.delete(key);
        throw error;
      });
    this.#averages.set(key, asked);
    return asked;
  }
}

function curvesOf(answer: Answer): ReadonlyMap<string, Curve> {
  return new Map(answer.predictions.map(({ model, curve }) => [model, curve]));
}

/** A defect becomes a problem too: no answer is left standing that is not for these inputs. */
export function problemOf(error: unknown, title: string): Problem {
  return error instanceof Refusal ? error.problem : ownProblem("failed", title);
}
