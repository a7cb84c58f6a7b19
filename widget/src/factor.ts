/** The patient factors, as `GET /v1/factors` describes them, and what is said of one. */

export type FactorValue = number | boolean | string | null;

/** What is known of a patient; a factor that is left out, or null, is unknown. */
export type Patient = Readonly<Record<string, FactorValue>>;

export interface Level {
  readonly value: string;
  readonly label: string;
}

export interface Factor {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: "number" | "integer" | "boolean" | "level";
  readonly unit: string | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly lowest_excluded: boolean;
  readonly levels: readonly Level[];
  readonly known: "before" | "after";
  readonly what_if: boolean;
}

export interface Choice {
  readonly value: FactorValue;
  readonly label: string;
}

const MOST_BUTTONS = 5;
const MOST_LETTERS = 40;

/** Reads what was typed. Text that is no number stays text: the service says what is allowed. */
export function readNumber(text: string): FactorValue {
  const typed = text.trim();
  if (typed === "") return null;
  const plain = /^[+-]?\d*[.,]?\d+$|^[+-]?\d+[.,]$/.test(typed);
  return plain ? Number(typed.replace(",", ".")) : typed;
}

/** The values of a factor that has few enough to name them all; none for a typed number. */
export function choicesOf(factor: Factor, yes: string, no: string): readonly Choice[] {
  if (factor.kind === "boolean") {
    return [
      { value: false, label: no },
      { value: true, label: yes },
    ];
  }
  if (factor.kind === "level") return factor.levels;
  const { lowest, highest } = factor;
  if (factor.kind !== "integer" || lowest === null || highest === null) return [];
  if (highest - lowest >= MOST_BUTTONS) return [];
  return Array.from({ length: highest - lowest + 1 }, (_, step) => ({
    value: lowest + step,
    label: String(lowest + step),
  }));
}

/** Whether all choices are shown side by side, or behind a list that opens. */
export function fitsButtons(choices: readonly Choice[]): boolean {
  const letters = choices.reduce((sum, { label }) => sum + label.length, 0);
  return choices.length <= MOST_BUTTONS && letters <= MOST_LETTERS;
}
