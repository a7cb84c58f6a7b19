/** `<pulmet-survival>`: the calculator as one element. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { announcedProblem, announcedResult, Announcer } from "./announcement.js";
import type { Model, Served } from "./answer.js";
import { answerView } from "./answer-view.js";
import { appearance } from "./appearance.js";
import { Asking, problemOf, type Outcome } from "./asking.js";
import type { Difference } from "./different.js";
import { drawing } from "./drawing.js";
import type { Factor, FactorValue, Patient } from "./factor.js";
import { factsView } from "./facts.js";
import { formView } from "./form.js";
import { bannerView } from "./foundation.js";
import { glanceView } from "./headline.js";
import { LANGUAGES, speak } from "./language.js";
import { layout } from "./layout.js";
import type { Strings } from "./locales/en.js";
import { paper } from "./paper.js";
import { ownProblem, type Problem } from "./problem.js";
import type { Question } from "./question.js";
import { Service } from "./service.js";
import { Sheet } from "./sheet.js";
import { theme } from "./theme.js";
import { View } from "./view.js";

const OUTCOME = "overall_survival";

/** What the service says once, before any patient is asked about. */
interface Foundation {
  readonly factors: readonly Factor[];
  readonly served: Served;
}

export class PulmetSurvival extends LitElement {
  static override styles = [theme, layout, appearance, drawing, paper];

  static override properties = {
    baseUrl: { attribute: "base-url" },
    language: {},
    patient: { noAccessor: true, converter: { fromAttribute: readPatient } },
    survivedMonths: { noAccessor: true, attribute: "survived-months", type: Number },
    chosenLanguage: { state: true },
    foundation: { state: true },
    facts: { state: true },
    survived: { state: true },
    differences: { state: true },
    beside: { state: true },
    months: { state: true },
    outcome: { state: true },
    pending: { state: true },
    othersOpen: { state: true },
    announced: { state: true },
    curveWidth: { state: true },
  };

  /** Where the service is; without it, where this script came from. */
  declare baseUrl: string | undefined;
  /** The language to speak; without it, the browser's, and the user may choose. */
  declare language: string | undefined;

  private declare chosenLanguage: string | undefined;
  private declare foundation: Foundation | undefined;
  private declare facts: Patient | undefined;
  private declare survived: number;
  private declare differences: readonly Difference[];
  private declare beside: boolean;
  private declare months: number;
  private declare outcome: Outcome;
  private declare pending: boolean;
  private declare othersOpen: boolean;
  private declare announced: string;
  private declare curveWidth: number;

  #typed: Record<string, string> = {};
  #asking: Asking | undefined;
  #loading = new AbortController();
  #announcer = new Announcer((text) => (this.announced = text));
  #sheet = new Sheet(() => this.renderRoot.querySelector<HTMLElement>(".frame"));
  #resized = new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width > 0) requestAnimationFrame(() => (this.curveWidth = width));
  });

  constructor() {
    super();
    this.facts = {};
    this.survived = 0;
    this.differences = [];
    this.beside = false;
    this.months = 60;
    this.outcome = {};
    this.pending = true;
    this.othersOpen = false;
    this.announced = "";
    this.curveWidth = 560;
  }

  /** The facts as they stand: those given, and what was changed since. */
  get patient(): Patient {
    return this.facts ?? {};
  }

  set patient(patient: Patient | undefined) {
    this.facts = patient;
    this.#typed = {};
    this.#ask(0);
  }

  /** The months that the patient is known to have lived since the operation; without it, 0. */
  get survivedMonths(): number {
    return this.survived;
  }

  set survivedMonths(months: number | null | undefined) {
    this.survived = months ?? 0;
    this.#ask(0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading.abort();
    this.#asking?.cancel();
    this.#announcer.silence();
    this.#resized.disconnect();
    this.#sheet.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sheet.connect();
    if (this.hasUpdated) void this.#start();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const restarts = ["baseUrl", "language", "chosenLanguage"].some((name) => changed.has(name));
    if (restarts || !this.hasUpdated) void this.#start();
  }

  protected override updated(): void {
    const curve = this.renderRoot.querySelector(".curve");
    if (curve) this.#resized.observe(curve);
  }

  get #strings(): Strings {
    const asked = this.chosenLanguage ?? this.language;
    return speak(asked ? [asked] : navigator.languages);
  }

  get #models(): readonly Model[] {
    return this.foundation?.served.models.filter(({ outcome }) => outcome === OUTCOME) ?? [];
  }

  get #shownModels(): readonly Model[] {
    return this.#models.filter(({ experimental }) => this.beside || !experimental);
  }

  get #view(): View | undefined {
    const { result } = this.outcome;
    if (!result || !this.foundation) return undefined;
    const factors = new Map(this.foundation.factors.map((factor) => [factor.name, factor]));
    return new View(this.#strings, factors, result, this.months);
  }

  /** Asks the service what it serves, then about the patient. */
  async #start(): Promise<void> {
    this.#loading.abort();
    this.#asking?.cancel();
    const { signal } = (this.#loading = new AbortController());
    this.foundation = undefined;
    this.outcome = {};
    this.pending = true;
    const strings = this.#strings;
    const service = new Service(this.#base, strings);
    this.#asking = new Asking(service, (outcome) => this.#settle(outcome));
    try {
      const [factors, served] = await Promise.all([service.factors(signal), service.models(signal)]);
      if (signal.aborted) return;
      this.foundation = { factors, served };
      this.#ask(0);
    } catch (error) {
      if (!signal.aborted) this.#settle({ problem: problemOf(error, strings.failed) });
    }
  }

  /** The script lies at `<base>/widget/<file>`. */
  get #base(): string {
    if (this.baseUrl === undefined) return new URL(/* @vite-ignore */ "..", import.meta.url).href;
    return new URL(`${this.baseUrl.replace(/\/*$/, "")}/`, document.baseURI).href;
  }

  #ask(pauseMs?: number): void {
    if (!this.foundation) return;
    this.pending = true;
    this.#announcer.silence();
    if (this.facts) this.#asking?.ask(this.#question(this.facts), pauseMs);
    else this.#settle({ problem: ownProblem("malformed", this.#strings.patientUnreadable) });
  }

  #question(patient: Patient): Question {
    const chosen = this.differences.filter(({ value }) => value !== undefined);
    const changes = chosen.map(({ factor, value }) => [factor, value ?? null] as const);
    return {
      patient,
      models: this.#shownModels.map(({ name }) => name),
      survived_months: this.survived,
      what_if: changes.length > 0 ? [Object.fromEntries(changes)] : [],
      explain: true,
    };
  }

  #settle(outcome: Outcome): void {
    this.outcome = outcome;
    this.pending = false;
    const { result, problem } = outcome;
    if (problem) this.#openWhereAtFault(problem);
    const view = this.#view;
    const texts = [
      ...(problem ? [announcedProblem(problem)] : []),
      ...(view ? [announcedResult(view)] : []),
    ];
    this.#announcer.announce(texts.join(" "), this.#strings.unchanged);
    if (result) {
      const { question, answer } = result;
      this.#emit("pulmet-prediction", { patient: question.patient, question, answer });
    }
    if (problem) this.#emit("pulmet-problem", problem);
  }

  #emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #openWhereAtFault(problem: Problem): void {
    const inForm = new Set(this.#shownModels.flatMap(({ factors }) => factors));
    const hidden = problem.errors.some(
      ({ pointer, factor }) =>
        factor !== null && pointer === `/patient/${factor}` && !inForm.has(factor),
    );
    if (hidden) this.othersOpen = true;
  }

  #change(factor: string, value: FactorValue, typed: string): void {
    this.#typed = { ...this.#typed, [factor]: typed };
    this.facts = { ...this.facts, [factor]: value };
    this.#ask();
  }

  #show(months: number): void {
    this.months = months;
    const view = this.#view;
    if (view) this.#announcer.announce(announcedResult(view), this.#strings.unchanged);
  }

  #clear(): void {
    this.#typed = {};
    this.facts = {};
    this.survived = 0;
    this.differences = [];
    this.#ask();
  }

  async #goTo(factor: string): Promise<void> {
    this.othersOpen ||= !this.#shownModels.some(({ factors }) => factors.includes(factor));
    await this.updateComplete;
    const field = this.renderRoot.querySelector<HTMLElement>(`#patient-${CSS.escape(factor)}`);
    const control = field?.querySelector<HTMLElement>("input:checked, input") ?? field;
    control?.focus();
  }

  protected override render(): TemplateResult {
    const t = this.#strings;
    const view = this.#view;
    return html`<div class="frame" lang=${t.code} dir=${t.direction}>
      <div class="sticky">
        ${bannerView(t, this.foundation?.served.bundle)}
        ${view ? glanceView(view, this.pending) : nothing}
      </div>
      ${this.#topView(t)}
      <div class="columns">
        ${this.foundation ? this.#formView(t, this.foundation) : nothing}
        <section
          class="answer"
          part="answer"
          aria-labelledby="answer-title"
          aria-busy=${this.pending}
        >
          ${this.#answerView(t, view)}
        </section>
      </div>
      <p class="spoken" role="status">${this.announced}</p>
    </div>`;
  }

  #topView(t: Strings): TemplateResult {
    const choose = (event: Event): void => {
      this.chosenLanguage = (event.target as HTMLSelectElement).value;
    };
    const chooser = html`<label class="language">
      ${t.language}
      <select @change=${choose}>
        ${LANGUAGES.map(
          ({ code, name }) =>
            html`<option value=${code} lang=${code} .selected=${code === t.code}>${name}</option>`,
        )}
      </select>
    </label>`;
    return html`<div class="top">
      <h2>${t.title}</h2>
      ${t.reviewed ? nothing : html`<p class="mark unreviewed">${t.notReviewed}</p>`}
      ${this.language ? nothing : chooser}
    </div>`;
  }

  #formView(t: Strings, { factors }: Foundation): TemplateResult {
    return html`${formView(t, {
      factors,
      models: this.#shownModels,
      patient: this.patient,
      typed: this.#typed,
      survived: this.survived,
      problem: this.outcome.problem,
      othersOpen: this.othersOpen,
      change: (factor, value, typed) => this.#change(factor, value, typed),
      survive: (months) => {
        this.survived = months;
        this.#ask();
      },
      openOthers: (open) => (this.othersOpen = open),
      clear: () => this.#clear(),
    })}
    ${factsView(t, factors, this.patient, this.survived)}`;
  }

  #answerView(t: Strings, view: View | undefined): TemplateResult {
    return answerView(t, {
      view,
      factors: this.foundation?.factors ?? [],
      used: new Set(this.#models.filter((one) => !one.experimental).flatMap((one) => one.factors)),
      experimental: this.#models.filter(({ experimental }) => experimental),
      beside: this.beside,
      pending: this.pending,
      problem: this.outcome.problem,
      differences: this.differences,
      curveWidth: this.curveWidth,
      goTo: (factor) => void this.#goTo(factor),
      show: (months) => this.#show(months),
      compare: () => {
        this.beside = !this.beside;
        this.#ask();
      },
      differ: (differences) => {
        this.differences = differences;
        this.#ask();
      },
      retry: () => void this.#start(),
    });
  }
}

/** Reads the attribute; what is no JSON object is undefined, and said to be unreadable. */
function readPatient(text: string | null): Patient | undefined {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Patient) : undefined;
  } catch {
    return undefined;
  }
}
