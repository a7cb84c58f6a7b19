/** The ledger: where each value came from, and whether it was changed since. */

import type { Factor, FactorValue, Patient } from "../factor.js";
import { stateValue } from "../view.js";
import { build, fill } from "./dom.js";
import type { Strings } from "./locales/en.js";
import type { Prefilled } from "./prefill.js";
import type { LedgerEntry } from "./reading.js";

export class Ledger {
  readonly element: HTMLElement;
  readonly #rows: readonly Row[];
  readonly #counts = build("p", { role: "status" });
  readonly #absent = build("p");

  constructor(
    readonly t: Strings,
    factors: readonly Factor[],
    prefilled: readonly Prefilled[],
    takeBack: (factor: string, value: FactorValue) => void,
  ) {
    const known = new Map(factors.map((factor) => [factor.name, factor]));
    this.#rows = prefilled.map((one) => new Row(t, known.get(one.factor), one, takeBack));
    const heads = [t.fact, t.value, t.source, t.now];
    const head = build("tr", {}, ...heads.map((text) => build("th", { scope: "col" }, text)));
    const table = build(
      "table",
      {},
      build("thead", {}, head),
      build("tbody", {}, ...this.#rows.map((row) => row.element)),
    );
    const summary = build("summary", {}, build("h3", {}, t.ledger));
    // On a narrow screen it would stand before the answer for several screens.
    const open = matchMedia("(width >= 40rem)").matches ? { open: "" } : {};
    const parts = [summary, this.#counts, table, this.#absent];
    this.element = build("details", { class: "ledger", ...open }, ...parts);
  }

  /** Compares what was filled in with what stands in the calculator. */
  show(patient: Patient): void {
    const { t } = this;
    for (const row of this.#rows) row.show(patient);
    const count = (wanted: (row: Row) => boolean): number => this.#rows.filter(wanted).length;
    const counted = t.counted(
      count((row) => row.prefilled.origin === "record"),
      count((row) => row.prefilled.origin === "card"),
      count((row) => row.changed),
    );
    if (this.#counts.textContent !== counted) this.#counts.textContent = counted;
    const absent = this.#rows.filter((row) => row.absent).map(({ label }) => label);
    this.#absent.textContent = absent.length > 0 ? t.notFound(absent) : "";
  }
}

class Row {
  readonly element: HTMLTableRowElement;
  readonly label: string;
  changed = false;
  readonly #now = build("td");
  readonly #mark = build("span");
  readonly #reset: HTMLButtonElement;

  constructor(
    readonly t: Strings,
    readonly factor: Factor | undefined,
    readonly prefilled: Prefilled,
    takeBack: (factor: string, value: FactorValue) => void,
  ) {
    this.label = factor?.label ?? prefilled.factor;
    const name = t.resetOf(this.label);
    this.#reset = build("button", { type: "button", "aria-label": name }, t.reset);
    this.#reset.addEventListener("click", () => takeBack(prefilled.factor, prefilled.value));
    fill(this.#now, this.#mark, this.#reset);
    const head = build("th", { scope: "row" }, this.label);
    const value = build("td", {}, prefilled.value === null ? "–" : this.#say(prefilled.value));
    const attributes = { "data-factor": prefilled.factor, "data-origin": prefilled.origin };
    this.element = build("tr", attributes, head, value, sourceView(t, prefilled), this.#now);
  }

  /** Whether neither the record nor a person says anything of it. */
  get absent(): boolean {
    const { origin, deciding, skipped } = this.prefilled;
    const isSilent = (deciding?.status ?? "not_found") === "not_found" && skipped.length === 0;
    return origin === "nowhere" && isSilent && !this.changed;
  }

  show(patient: Patient): void {
    const { t, prefilled } = this;
    const value = patient[prefilled.factor] ?? null;
    this.changed = value !== prefilled.value;
    const said = this.#say(value);
    const changed = prefilled.value === null ? t.entered(said) : t.changed(said);
    const unchanged = prefilled.value === null ? t.unknown : t.unchanged;
    this.#mark.textContent = this.changed ? changed : unchanged;
    this.#mark.className = this.changed ? "mark" : "";
    if (!this.changed && document.activeElement === this.#reset) this.#focus();
    this.#reset.hidden = !this.changed;
    this.element.toggleAttribute("data-changed", this.changed);
    this.element.hidden = this.absent;
  }

  /** The button goes away with the change: whoever pressed it stays in the row. */
  #focus(): void {
    this.#mark.tabIndex = -1;
    this.#mark.focus();
  }

  #say(value: FactorValue): string {
    return stateValue(this.t, this.factor, value);
  }
}

function sourceView(t: Strings, { origin, deciding, skipped }: Prefilled): HTMLElement {
  const entries = deciding && deciding.status !== "not_found" ? [deciding, ...skipped] : skipped;
  const said = entries.map((entry) => build("li", {}, say(t, entry)));
  if (origin === "card") said.unshift(build("li", {}, t.fromCard));
  return build("td", {}, build("ul", {}, ...said));
}

function say(t: Strings, entry: LedgerEntry): string {
  const { resource, date, status, converted, reason } = entry;
  const source = date === null ? (resource ?? "–") : t.dated(resource ?? "–", date);
  if (status === "conflicting") return t.notUsed(source, t.conflicting);
  if (entry.value === null) return t.notUsed(source, t.reasons[reason ?? ""] ?? reason ?? "–");
  const marks = [converted ? t.converted : "", status === "stale" ? t.stale : ""].filter(Boolean);
  return marks.length > 0 ? `${source} (${marks.join("; ")})` : source;
}
