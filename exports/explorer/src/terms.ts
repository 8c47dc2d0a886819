// The graph's terms as SPARQL and Turtle write them.
import type { Model } from "./model";

/** The class of a statement, by its kind. */
export const KIND_CLASSES: Record<string, string> = {
  paradox: "led:ParadoxStatement",
  recommendation: "led:Recommendation",
  question: "schema:Question",
  answer: "schema:Answer",
  decision: "led:Decision",
  figure: "led:Figure",
};

/** The IRI of a thing, in angle brackets; what an IRI may not hold is escaped. */
export function iri(model: Model, id: string): string {
  return `<${(model.index.base + id).replace(/[<>"{}|^`\\\s]/g, encodeURIComponent)}>`;
}
