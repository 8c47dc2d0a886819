// What things are called in the page's language, asked of the endpoint.
import query from "./labels.rq";

export async function labels(iris, endpoint) {
  const things = iris.map((iri) => `<${iri}>`).join(" ");
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { Accept: "application/sparql-results+json" },
    body: new URLSearchParams({ query: query.replace("{ ?things }", `{ ${things} }`) }),
  });
  const found = new Map();
  for (const { thing, label } of answer.ok ? (await answer.json()).results.bindings : []) {
    if (!found.has(thing.value) || label["xml:lang"] === document.documentElement.lang) {
      found.set(thing.value, label.value);
    }
  }
  return found;
}
