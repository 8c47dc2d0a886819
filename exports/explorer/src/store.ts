// The index, once it is there; every page reads it from here.
import { signal } from "@preact/signals";
import { data } from "./data";
import { Model, type Index } from "./model";
import { Search } from "./search";
import { nameOf } from "./show";

export interface Loaded {
  model: Model;
  search: Search;
}

export const loaded = signal<Loaded | "waiting" | "failed">("waiting");

export function load(): void {
  loaded.value = "waiting";
  data<Index>("index").then(
    (index) => {
      const model = new Model(index);
      loaded.value = { model, search: new Search(model, (id) => nameOf(model, id)) };
    },
    () => {
      loaded.value = "failed";
    },
  );
}
