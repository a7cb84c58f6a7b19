/** The launch page: asks for permission, takes the record over, shows it with the calculator. */

import { begin, finish } from "./authorisation.js";
import { build, fill, type Child } from "./dom.js";
import { failureOf, Failure } from "./failure.js";
import { LANGUAGES, speak } from "./language.js";
import type { Strings } from "./locales/en.js";
import { listFactors } from "./reading.js";
import { BASE, findServer, type Settings } from "./settings.js";
import { Taken } from "./taken.js";

export class LaunchPage {
  #strings = speak(navigator.languages);
  #view: (t: Strings) => readonly Child[] = () => [];
  #taken: Taken | undefined;
  readonly #top = build("div", { class: "launch-top" });
  readonly #body = build("div", { class: "launch-body" });

  constructor(
    readonly element: HTMLElement,
    readonly settings: Settings,
  ) {
    fill(element, this.#top, this.#body);
    this.#draw();
  }

  /** What the address holds is taken out of it first: it would stay in the browser's history. */
  async open(): Promise<void> {
    const address = new URLSearchParams(location.search);
    history.replaceState(null, "", location.pathname);
    try {
      await (this.settings.returned ? this.#return(address) : this.#launch(address));
    } catch (error) {
      const failure = failureOf(error);
      this.#show((t) => this.#failureView(t, failure));
    }
  }

  async #launch(address: URLSearchParams): Promise<void> {
    const iss = address.get("iss");
    if (iss === null) return this.#show((t) => this.#startView(t));
    const server = findServer(this.settings, iss);
    if (!server) throw new Failure("unknownServer");
    this.#show((t) => [build("p", { role: "status" }, t.asking)]);
    location.replace(await begin(server, iss, address.get("launch")));
  }

  async #return(address: URLSearchParams): Promise<void> {
    const granted = await finish(this.settings, address);
    this.#show((t) => [build("p", { role: "status" }, t.reading)]);
    this.#taken = await Taken.of(granted, this.settings.searches, this.#strings.code);
    this.element.append(this.#taken.calculator);
    await this.#translate(this.#taken);
  }

  #show(view: (t: Strings) => readonly Child[]): void {
    this.#view = view;
    this.#draw();
  }

  #draw(): void {
    const t = this.#strings;
    this.element.lang = t.code;
    fill(
      this.#top,
      build("h2", {}, t.title),
      !t.reviewed && build("p", { class: "mark" }, t.notReviewed),
      this.#languageView(t),
    );
    fill(this.#body, ...this.#view(t));
  }

  #languageView(t: Strings): HTMLElement {
    const options = LANGUAGES.map(({ code, name }) => {
      const option = build("option", { value: code, lang: code }, name);
      option.selected = code === t.code;
      return option;
    });
    const select = build("select", {}, ...options);
    select.addEventListener("change", () => void this.#speak(select.value));
    return build("label", {}, `${t.language} `, select);
  }

  async #speak(language: string): Promise<void> {
    this.#strings = speak([language]);
    this.#draw();
    this.#top.querySelector("select")?.focus();
    if (this.#taken) await this.#translate(this.#taken).catch(() => undefined);
  }

  /** The factors' labels come from the service, in the language of the page. */
  async #translate(taken: Taken): Promise<void> {
    const spoken = this.#strings;
    const factors = await listFactors(spoken.code);
    if (spoken === this.#strings) this.#show((t) => taken.view(t, factors));
  }

  #startView(t: Strings): readonly Child[] {
    const { servers } = this.settings;
    if (servers.length === 0) return [build("p", {}, t.notSetUp), calculatorLink(t)];
    const links = servers.map(({ iss, name }) => {
      const address = new URL("launch", BASE);
      address.searchParams.set("iss", iss);
      return build("li", {}, build("a", { href: address.href }, name ?? iss));
    });
    return [build("h3", {}, t.choose), build("ul", {}, ...links), calculatorLink(t)];
  }

  #failureView(t: Strings, { code, details }: Failure): readonly Child[] {
    const texts = [t.failures[code], ...details].map((text) => build("p", {}, text));
    const title = build("h3", {}, t.noRecord);
    const attributes = { role: "alert", class: "failure", "data-code": code };
    return [build("section", attributes, title, ...texts), calculatorLink(t)];
  }
}

function calculatorLink(t: Strings): HTMLElement {
  return build("p", {}, build("a", { href: BASE.href }, t.calculator));
}
