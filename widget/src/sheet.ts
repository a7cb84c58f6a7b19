/** Fits the calculator on one sheet for as long as it is printed. */

const STEP = 0.04;
const LARGEST = 1.24;
const SMALLEST = 0.5;

/** A4 without margins of 10 mm; columns may end unevenly, so not all of its height is planned. */
const SHEET = { inlineSize: "190mm", heightMm: 262 };
const PX_PER_MM = 96 / 25.4;

export class Sheet {
  #print = matchMedia("print");
  #begin = (): void => this.#lay();
  #end = (): void => this.#lift();
  #change = (): void => (this.#print.matches ? this.#lay() : this.#lift());

  /** `frame` gives what is to be printed. */
  constructor(readonly frame: () => HTMLElement | null) {}

  connect(): void {
    addEventListener("beforeprint", this.#begin);
    addEventListener("afterprint", this.#end);
    this.#print.addEventListener("change", this.#change);
  }

  disconnect(): void {
    removeEventListener("beforeprint", this.#begin);
    removeEventListener("afterprint", this.#end);
    this.#print.removeEventListener("change", this.#change);
  }

  /** Browsers lay out for print only after this, so it is measured at the width of a sheet. */
  #lay(): void {
    const frame = this.frame();
    if (!frame) return;
    frame.classList.add("paper");
    frame.style.setProperty("inline-size", SHEET.inlineSize);
    for (let zoom = LARGEST; zoom >= SMALLEST; zoom -= STEP) {
      frame.style.setProperty("zoom", String(zoom));
      frame.style.setProperty("inline-size", `calc(${SHEET.inlineSize} / ${zoom})`);
      if (frame.getBoundingClientRect().height <= SHEET.heightMm * PX_PER_MM) break;
    }
    frame.style.removeProperty("inline-size");
  }

  #lift(): void {
    const frame = this.frame();
    frame?.classList.remove("paper");
    frame?.style.removeProperty("zoom");
  }
}
