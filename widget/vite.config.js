import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const fileName = `pulmet-survival-${version}.js`;

/** Writes integrity.json beside the built file: what a page that loads it may insist on. */
const integrity = {
  name: "integrity",
  generateBundle(_, bundle) {
    const digest = createHash("sha384").update(bundle[fileName].code).digest("base64");
    const source = { file: fileName, integrity: `sha384-${digest}` };
    this.emitFile({
      type: "asset",
      fileName: "integrity.json",
      source: `${JSON.stringify(source, null, 2)}\n`,
    });
  },
};

export default {
  publicDir: "public",
  plugins: [integrity],
  build: {
    target: "es2022",
    outDir: process.env.WIDGET_OUT ?? "../service/static",
    emptyOutDir: true,
    // The file is small and has no neighbours to load.
    modulePreload: false,
    reportCompressedSize: false,
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => fileName },
  },
};
