// Bundles the query editor into one script and one stylesheet; the folder is the first argument.
import { build } from "esbuild";

const out = process.argv[2] ?? "../../../build/web";
await build({
  entryPoints: { yasgui: "editor.js" },
  bundle: true,
  minify: true,
  legalComments: "linked",
  format: "iife",
  target: "es2022",
  loader: { ".rq": "text", ".svg": "dataurl", ".woff2": "dataurl", ".woff": "dataurl", ".ttf": "dataurl" },
  outdir: out,
  logLevel: "warning",
});
