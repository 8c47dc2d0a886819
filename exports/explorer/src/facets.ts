// Filters over statements: one chosen value of a facet is enough, each facet must be met, and counts follow.
import type { Model, Statement } from "./model";

export const FACETS = ["slags", "tema", "dokument", "doktype", "stemme", "adressat", "modalitet", "ramme", "begivenhed", "dato"] as const;
export type Facet = (typeof FACETS)[number];
export type Chosen = Partial<Record<Facet, string[]>>;

/** A facet's values of a statement; a theme counts for the themes above it too. */
export function valuesOf(model: Model, facet: Facet, one: Statement): string[] {
  switch (facet) {
    case "slags":
      return [one.kind];
    case "tema":
      return [...new Set((one.themes ?? []).flatMap((id) => [id, model.themes.get(id)?.broader ?? id]))];
    case "dokument":
      return [one.document];
    case "doktype":
      return some(model.documents.get(one.document)?.kind);
    case "stemme":
      return [...new Set([...some(one.voice), ...some(one.behalf)])];
    case "adressat":
      return one.addressee ?? some(one.addresseeText && `"${one.addresseeText}`);
    case "modalitet":
      return some(one.modality);
    case "ramme":
      return some(one.framing);
    case "begivenhed":
      return some(one.event);
    case "dato":
      return some(model.date(one)?.slice(0, 7));
  }
}

function some(value: string | undefined): string[] {
  return value ? [value] : [];
}

export function chosenIn(parameters: URLSearchParams): Chosen {
  return Object.fromEntries(FACETS.map((facet) => [facet, parameters.getAll(facet)]).filter(([, values]) => values?.length));
}

export interface Filtered {
  statements: Statement[];
  /** How many statements each value of a facet would leave, given what is chosen in the other facets. */
  counts: Map<Facet, Map<string, number>>;
}

export function filter(model: Model, among: Statement[], chosen: Chosen): Filtered {
  const wanted = FACETS.map((facet) => (chosen[facet]?.length ? new Set(chosen[facet]) : undefined));
  const counts = new Map<Facet, Map<string, number>>(FACETS.map((facet) => [facet, new Map()]));
  const statements: Statement[] = [];
  for (const one of among) {
    const values = FACETS.map((facet) => valuesOf(model, facet, one));
    const missed = wanted.flatMap((set, at) => (set && !values[at]?.some((value) => set.has(value)) ? [at] : []));
    if (!missed.length) statements.push(one);
    if (missed.length > 1) continue;
    FACETS.forEach((facet, at) => {
      if (missed.length && missed[0] !== at) return;
      const count = counts.get(facet);
      for (const value of values[at] ?? []) count?.set(value, (count.get(value) ?? 0) + 1);
    });
  }
  return { statements, counts };
}
