/** `<pulmet-survival>`: the calculator as one element. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { announcedProblem, announcedResult, Announcer } from "./announcement.js";
import type { Model, Served } from "./answer.js";
import { answerView } from "./answer-view.js";
import { appearance } from "./appearance.js";
import { Asking, problemOf, type Reply } from "./asking.js";
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
import { outcomeChoiceView } from "./outcome-choice.js";
import { outcomesOf, type Outcome } from "./outcome.js";
import { ownProblem, type Problem } from "./problem.js";
import type { Question } from "./question.js";
import { Service } from "./service.js";
import { Sheet } from "./sheet.js";
import { monthsGiven, monthsNotGiven, NOTHING_SURVIVED, surviveTo } from "./survived.js";
import type { Survived } from "./survived.js";
import { theme } from "./theme.js";
import { View } from "./view.js";

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
    outcome: { noAccessor: true },
    survivedMonths: { noAccessor: true, attribute: "survived-months", type: Number },
    survivedDiseaseFreeMonths: { noAccessor: true, attribute: "survived-disease-free-months", type: Number },
    chosenLanguage: { state: true },
    foundation: { state: true },
    askedOutcome: { state: true },
    facts: { state: true },
    survived: { state: true },
    differences: { state: true },
    beside: { state: true },
    months: { state: true },
    reply: { state: true },
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
  private declare askedOutcome: string | undefined;
  private declare facts: Patient | undefined;
  private declare survived: Survived;
  private declare differences: readonly Difference[];
  private declare beside: boolean;
  private declare months: number;
  private declare reply: Reply;
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
    this.survived = NOTHING_SURVIVED;
    this.differences = [];
    this.beside = false;
    this.months = Infinity;
    this.reply = {};
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

  /** What is predicted; without it, the first outcome that is served. */
  get outcome(): string | undefined {
    return this.askedOutcome ?? this.#outcomes[0];
  }

  set outcome(outcome: string | null | undefined) {
    this.askedOutcome = outcome ?? undefined;
    this.#ask(0);
  }

  /** The months that the patient is known to have lived since the operation; without it, 0. */
  get survivedMonths(): number {
    return this.survived.alive;
  }

  set survivedMonths(months: number | null | undefined) {
    this.survived = { ...this.survived, alive: months ?? 0 };
    this.#ask(0);
  }

  /** The months that the patient is known to have lived free of disease; without it, 0. */
  get survivedDiseaseFreeMonths(): number {
    return this.survived.diseaseFree;
  }

  set survivedDiseaseFreeMonths(months: number | null | undefined) {
    this.survived = { ...this.survived, diseaseFree: months ?? 0 };
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

  get #outcomes(): readonly Outcome[] {
    return outcomesOf(this.foundation?.served.models ?? []);
  }

  /** The outcome shown; undefined where one is asked for that is not served. */
  get #outcome(): Outcome | undefined {
    return this.#outcomes.find((outcome) => outcome === this.outcome);
  }

  /** Whether the outcome must be named: not where there is overall survival only. */
  get #isNamed(): boolean {
    return this.#outcomes.join() !== "overall_survival";
  }

  get #models(): readonly Model[] {
    return this.foundation?.served.models.filter(({ outcome }) => outcome === this.outcome) ?? [];
  }

  get #shownModels(): readonly Model[] {
    return this.#models.filter(({ experimental }) => this.beside || !experimental);
  }

  get #view(): View | undefined {
    const { result } = this.reply;
    if (!result || !this.foundation) return undefined;
    const factors = new Map(this.foundation.factors.map((factor) => [factor.name, factor]));
    const unused = monthsNotGiven(this.survived, this.#outcome);
    return new View(this.#strings, factors, result, this.months, unused);
  }

  /** Asks the service what it serves, then about the patient. */
  async #start(): Promise<void> {
    this.#loading.abort();
    this.#asking?.cancel();
    const { signal } = (this.#loading = new AbortController());
    this.foundation = undefined;
    this.reply = {};
    this.pending = true;
    const strings = this.#strings;
    const service = new Service(this.#base, strings);
    this.#asking = new Asking(service, (reply) => this.#settle(reply));
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
    const outcome = this.#outcome;
    const t = this.#strings;
    if (!this.facts) this.#refuse("malformed", t.patientUnreadable);
    else if (!outcome) this.#refuse("unsupported", t.outcomeUnsupported(this.#outcomes));
    else this.#asking?.ask(this.#question(this.facts, outcome), pauseMs);
  }

  #refuse(code: string, title: string): void {
    this.#asking?.cancel();
    this.#settle({ problem: ownProblem(code, title) });
  }

  #question(patient: Patient, outcome: Outcome): Question {
    const chosen = this.differences.filter(({ value }) => value !== undefined);
    const changes = chosen.map(({ factor, value }) => [factor, value ?? null] as const);
    return {
      patient,
      outcome,
      models: this.#shownModels.map(({ name }) => name),
      survived_months: monthsGiven(this.survived, outcome),
      what_if: changes.length > 0 ? [Object.fromEntries(changes)] : [],
      explain: true,
    };
  }

  #settle(reply: Reply): void {
    this.reply = reply;
    this.pending = false;
    const { result, problem } = reply;
    if (problem) this.#openWhereAtFault(problem);
    const view = this.#view;
    const texts = [
      ...(problem ? [announcedProblem(problem)] : []),
      ...(view ? [announcedResult(view)] : []),
    ];
    this.#announcer.announce(texts.join(" "), this.#strings.unchanged);
    if (result) {
      const { question, answer } = result;
      const { patient, outcome } = question;
      this.#emit("pulmet-prediction", { patient, outcome, question, answer });
    }
    if (problem) this.#emit("pulmet-problem", { ...problem, outcome: this.outcome });
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
    this.survived = NOTHING_SURVIVED;
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
        ${view ? glanceView(view, this.pending, this.#isNamed) : nothing}
      </div>
      ${this.#topView(t)}
      ${outcomeChoiceView(t, {
        outcomes: this.#outcomes,
        shown: this.#outcome,
        choose: (outcome) => (this.outcome = outcome),
      })}
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
    const words = this.#outcome && t.outcomes[this.#outcome];
    const survived = monthsGiven(this.survived, this.#outcome);
    const asked = words && { words, isNamed: this.#isNamed, survived };
    return html`${formView(t, {
      factors,
      models: this.#shownModels,
      words,
      patient: this.patient,
      typed: this.#typed,
      survived,
      problem: this.reply.problem,
      othersOpen: this.othersOpen,
      change: (factor, value, typed) => this.#change(factor, value, typed),
      survive: (months) => {
        this.survived = surviveTo(this.survived, this.#outcome, months);
        this.#ask();
      },
      openOthers: (open) => (this.othersOpen = open),
      clear: () => this.#clear(),
    })}
    ${factsView(t, factors, this.patient, asked)}`;
  }

  #answerView(t: Strings, view: View | undefined): TemplateResult {
    return answerView(t, {
      view,
      factors: this.foundation?.factors ?? [],
      used: new Set(this.#models.filter((one) => !one.experimental).flatMap((one) => one.factors)),
      experimental: this.#models.filter(({ experimental }) => experimental),
      beside: this.beside,
      pending: this.pending,
      problem: this.reply.problem,
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
