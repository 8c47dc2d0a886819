// One classic script and one stylesheet: browsers refuse module scripts in a page opened from a folder.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: process.env.EXPLORER_OUT ?? "../../build/explorer",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: "src/main.tsx",
      output: {
        format: "iife",
        codeSplitting: false,
        entryFileNames: "explorer.js",
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "explorer.css" : "[name][extname]"),
      },
    },
  },
});
