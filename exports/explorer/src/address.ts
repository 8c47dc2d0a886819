// The page's whole state is its address: a page, maybe a thing of it, and parameters, all behind the "#".
import { signal } from "@preact/signals";

export interface Address {
  page: string;
  /** What the page is about: the path of an IRI; empty where it is about none. */
  about: string;
  parameters: URLSearchParams;
}

export function parse(hash: string): Address {
  const text = hash.replace(/^#\/?/, "");
  const [path = "", query = ""] = text.split(/\?(.*)/s);
  const [page = "", ...rest] = path.split("/").map(decoded);
  return { page, about: rest.join("/"), parameters: new URLSearchParams(query) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function link(page: string, about = "", parameters: Iterable<[string, string]> = []): string {
  const path = [page, ...(about ? about.split("/") : [])].map((part) => encodeURIComponent(part)).join("/");
  const query = new URLSearchParams([...parameters].filter(([, value]) => value !== "")).toString();
  return `#/${path}${query ? `?${query}` : ""}`;
}

export const address = signal<Address>(parse(location.hash));

export function follow(): void {
  addEventListener("hashchange", () => {
    address.value = parse(location.hash);
  });
}

/** Goes to an address; a small change of the same view replaces what the Back button would lead to. */
export function go(href: string, replace = false): void {
  if (href === location.hash) return;
  if (replace) {
    history.replaceState(null, "", href);
    address.value = parse(href);
  } else {
    location.hash = href;
  }
}

/** The address of this page with some parameters changed; `undefined` takes one away. */
export function changed(changes: Record<string, string | string[] | undefined>): string {
  const { page, about, parameters } = address.value;
  const kept = [...parameters].filter(([name]) => !(name in changes));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
  return link(page, about, [...kept, ...added]);
}
