// Why a finding was made, in plain words: by the rule's own entry, else by its family and manner.
import { language } from "./language";
import rules from "./rules.json";

type Told = { da: string; en: string };
const told: Record<string, Told> = rules;

export function ruleOf(rule: string | undefined): string {
  if (!rule) return "";
  const [family = "", manner = ""] = rule.split(".");
  const found = told[rule] ?? told[`*.${manner}`] ?? told[`${family}.*`];
  return found?.[language.value] ?? "";
}
