/** The service, as the calculator asks it. */

import type { Answer, Served } from "./answer.js";
import type { Factor } from "./factor.js";
import { ownProblem, readProblem, Refusal } from "./problem.js";
import type { Question } from "./question.js";
import type { Strings } from "./locales/en.js";

export class Service {
  constructor(
    readonly baseUrl: string,
    readonly strings: Strings,
  ) {}

  async factors(signal: AbortSignal): Promise<readonly Factor[]> {
    const body = await this.#ask<{ factors: readonly Factor[] }>("v1/factors", { signal });
    return body.factors;
  }

  models(signal: AbortSignal): Promise<Served> {
    return this.#ask("v1/models", { signal });
  }

  predict(question: Question, signal: AbortSignal): Promise<Answer> {
    return this.#ask("v1/predictions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      signal,
    });
  }

  /** Sends no address of the page, and keeps nothing. Credentials go to the own origin only. */
  async #ask<Body>(path: string, init: RequestInit): Promise<Body> {
    const response = await this.#fetch(path, init);
    if (!response.ok) throw new Refusal(await readProblem(response, this.strings.failed));
    return (await response.json()) as Body;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, this.baseUrl), {
        ...init,
        headers: { ...init.headers, "accept-language": this.strings.code },
        cache: "no-store",
        credentials: "same-origin",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new Refusal(ownProblem("unreachable", this.strings.unreachable));
    }
  }
}
