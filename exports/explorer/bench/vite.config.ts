// One script for each page of benchmarks/graph_view.py; BENCH names it.
import { defineConfig } from "vite";

const page = process.env.BENCH ?? "ours";

export default defineConfig({
  define: { "process.env.NODE_ENV": '"production"' },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: process.env.EXPLORER_OUT,
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: `bench/${page}.ts`, formats: ["iife"], name: "bench", fileName: () => `${page}.js`, cssFileName: page },
  },
});
