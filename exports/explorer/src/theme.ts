// Light and dark: the machine's choice, until the reader makes one.
import { signal } from "@preact/signals";
import { recall, remember } from "./memory";

export type Theme = "light" | "dark";

const machine = matchMedia("(prefers-color-scheme: dark)");

function wanted(): Theme {
  const chosen = recall("theme");
  return chosen === "light" || chosen === "dark" ? chosen : machine.matches ? "dark" : "light";
}

export const theme = signal<Theme>(wanted());

export function paint(chosen: Theme): void {
  theme.value = chosen;
  document.documentElement.dataset["theme"] = chosen;
}

export function choose(chosen: Theme): void {
  remember("theme", chosen);
  paint(chosen);
}

export function start(): void {
  paint(wanted());
  machine.addEventListener("change", () => paint(wanted()));
}
