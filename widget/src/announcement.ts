/** What a screen reader hears: each new result once, when the changes have come to rest. */

import { modelName, ofModel } from "./headline.js";
import type { Problem } from "./problem.js";
import { persons, personsOf } from "./persons.js";
import type { View } from "./view.js";

const REST_MS = 700;

export class Announcer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = "";

  /** `say` puts a text into the live region; the empty text silences it. */
  constructor(readonly say: (text: string) => void) {}

  /** The region is emptied first, so that the same text said again is heard again. */
  silence(): void {
    clearTimeout(this.#timer);
    this.say("");
  }

  announce(text: string, unchanged: (text: string) => string): void {
    this.silence();
    const said = text === this.#last ? unchanged(text) : text;
    this.#timer = setTimeout(() => {
      this.#last = text;
      this.say(said);
    }, REST_MS);
  }
}

export function announcedResult(view: View): string {
  const { t } = view;
  const horizon = view.horizon();
  const different = view.differentHorizon();
  const warnings = view.answer.warnings.length;
  return [
    ofModel(view, t.announced(persons(horizon.survival), view.subject, personsOf(horizon))),
    ...(view.words.counted ? [view.words.counted] : []),
    ...(view.unusedMonths > 0 ? [t.aliveOnly(t.months(view.unusedMonths))] : []),
    ...view.others.map((other) =>
      t.announcedBeside(modelName(view, other), persons(view.horizon(other).survival)),
    ),
    ...(different ? [t.announcedBeside(t.differentPatient, persons(different.survival))] : []),
    ...(warnings > 0 ? [t.announcedWarnings(warnings)] : []),
  ].join(" ");
}

export function announcedProblem({ title, errors }: Problem): string {
  return [title, ...errors.map(({ message }) => message)].join(" ");
}
