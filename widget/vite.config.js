import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** Each is one file without neighbours, so each is built by itself; `--mode launch` is the second. */
const BUILDS = {
  production: { name: "pulmet-survival", entry: "src/index.ts", digest: "integrity.json" },
  launch: { name: "pulmet-launch", entry: "src/launch/index.ts", digest: "launch-integrity.json" },
};

/** Writes a file beside the built one: the digest that a page that loads it may insist on. */
const integrity = (file, fileName) => ({
  name: "integrity",
  generateBundle(_, bundle) {
    const digest = createHash("sha384").update(bundle[file].code).digest("base64");
    const source = { file, integrity: `sha384-${digest}` };
    this.emitFile({ type: "asset", fileName, source: `${JSON.stringify(source, null, 2)}\n` });
  },
});

export default ({ mode }) => {
  const { name, entry, digest } = BUILDS[mode];
  const file = `${name}-${version}.js`;
  return {
    publicDir: mode === "launch" ? false : "public",
    plugins: [integrity(file, digest)],
    build: {
      target: "es2022",
      outDir: process.env.WIDGET_OUT ?? "../service/static",
      emptyOutDir: mode !== "launch",
      // The file is small and has no neighbours to load.
      modulePreload: false,
      reportCompressedSize: false,
      lib: { entry, formats: ["es"], fileName: () => file },
    },
  };
};
