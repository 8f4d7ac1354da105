// Bundles src/ into widget.js (or into the path given), which is committed so that serving it needs no Node.
import { readFile } from "node:fs/promises";
import { build, transform } from "esbuild";

const minifiedStyles = {
  name: "minified styles",
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

await build({
  entryPoints: ["src/define.ts"],
  outfile: process.argv[2] ?? "widget.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  plugins: [minifiedStyles],
});
