/** A record that was taken over: what the page shows of it, in the language chosen last. */

import type { Factor, FactorValue, Patient } from "../factor.js";
import { readAppContext } from "./app-context.js";
import type { Granted } from "./authorisation.js";
import { bannerView, hasDied } from "./banner.js";
import { build } from "./dom.js";
import { Ledger } from "./ledger.js";
import type { Strings } from "./locales/en.js";
import { patientOf, prefill, type Prefilled } from "./prefill.js";
import { listFactors, readFactors } from "./reading.js";
import { readRecord, type Resource } from "./record.js";

/** The part of the calculator's element that is used here. */
interface Calculator extends HTMLElement {
  patient: Patient;
  survivedMonths: number;
  language: string;
}

export class Taken {
  readonly calculator = document.createElement("pulmet-survival") as Calculator;
  #ledger: Ledger | undefined;

  private constructor(
    readonly person: Resource,
    readonly needsBanner: boolean,
    readonly prefilled: readonly Prefilled[],
    readonly survivedMonths: number,
    readonly noted: { readonly cut: boolean; readonly badContext: boolean },
  ) {
    this.calculator.survivedMonths = survivedMonths;
    this.calculator.patient = patientOf(prefilled);
    for (const name of ["pulmet-prediction", "pulmet-problem"]) {
      this.calculator.addEventListener(name, () => this.#compare());
    }
  }

  /** Reads the record from its server, and has the service read the factors from it. */
  static async of(
    granted: Granted,
    searches: Readonly<Record<string, string>>,
    language: string,
  ): Promise<Taken> {
    const [factors, record] = await Promise.all([
      listFactors(language),
      readRecord(granted, searches),
    ]);
    const reading = await readFactors(language, record.bundle);
    const card = readAppContext(granted.appContext, granted.patient, factors);
    const prefilled = prefill(factors, reading, card);
    const noted = { cut: record.cut, badContext: card === null };
    const { person } = record;
    return new Taken(person, granted.needsBanner, prefilled, reading.survived_months, noted);
  }

  /** Everything but the calculator itself. */
  view(t: Strings, factors: readonly Factor[]): readonly (HTMLElement | false)[] {
    this.calculator.language = t.code;
    this.#ledger = new Ledger(t, factors, this.prefilled, (factor, value) => this.#set(factor, value));
    this.#compare();
    const notes = this.#notes(t).map((note) => build("li", {}, note));
    return [
      this.needsBanner && bannerView(t, this.person),
      notes.length > 0 && build("ul", { class: "notes", "aria-label": t.notes }, ...notes),
      this.#ledger.element,
    ];
  }

  #notes(t: Strings): readonly string[] {
    return [
      ...(hasDied(this.person) ? [t.died] : []),
      ...(this.survivedMonths > 0 ? [t.survived(this.survivedMonths)] : []),
      ...(this.noted.cut ? [t.cut] : []),
      ...(this.noted.badContext ? [t.badContext] : []),
    ];
  }

  #set(factor: string, value: FactorValue): void {
    this.calculator.patient = { ...this.calculator.patient, [factor]: value };
    this.#compare();
  }

  #compare(): void {
    this.#ledger?.show(this.calculator.patient);
  }
}
