// What a page shows, as the query that gives the same: lines marked "#? facet" are kept where it is chosen.
import { FACETS, type Chosen } from "./facets";
import type { Model } from "./model";
import map from "./queries/map.rq?raw";
import paradox from "./queries/paradox.rq?raw";
import statements from "./queries/statements.rq?raw";
import thing from "./queries/thing.rq?raw";
import { KIND_CLASSES, iri } from "./terms";

export function statementsQuery(model: Model, chosen: Chosen): string {
  const kept = statements.split("\n").flatMap((line) => {
    const [text = "", facet] = line.split(/\s*#\? /);
    return !facet || chosen[facet as keyof Chosen]?.length ? [text] : [];
  });
  return FACETS.reduce((query, facet) => query.replace(`{${facet}}`, () => (chosen[facet] ?? []).map((value) => term(model, facet, value)).join(" ")), kept.join("\n"));
}

function term(model: Model, facet: string, value: string): string {
  if (facet === "slags") return KIND_CLASSES[value] ?? "led:Statement";
  if (facet === "dato") return JSON.stringify(value);
  return value.startsWith('"') ? JSON.stringify(value.slice(1)) : iri(model, value);
}

export function paradoxQuery(model: Model, id: string): string {
  return paradox.replaceAll("{paradox}", () => iri(model, id));
}

export function thingQuery(model: Model, id: string): string {
  return thing.replaceAll("{thing}", () => iri(model, id));
}

/** What the map of the graph begins with. */
export function mapQuery(): string {
  return map;
}
