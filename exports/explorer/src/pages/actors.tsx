import { address, changed, go, link } from "../address";
import { t, type Word } from "../language";
import type { Actor, ActorKind } from "../model";
import { Actions } from "../parts/actions";
import { fold } from "../search";
import { nameOf, number, whereOf } from "../show";
import type { Loaded } from "../store";
import { Empty } from "../parts/empty";
import { statementsQuery } from "../sparql";

const KINDS: ActorKind[] = ["group", "person", "organisation"];

export function Actors({ loaded: { model } }: { loaded: Loaded }) {
  const { parameters } = address.value;
  const only = parameters.get("slags");
  const which = parameters.get("vis");
  const query = fold(parameters.get("q") ?? "");
  const counts = (one: Actor): [number, number, number] => [model.said.get(one.id)?.length ?? 0, model.about.get(one.id)?.length ?? 0, model.demands.get(one.id)?.length ?? 0];
  const shown = model.index.actors
    .filter((one) => (!only || one.kind === only) && (!query || ` ${fold(nameOf(model, one.id))}`.includes(` ${query}`)))
    .filter((one) => (which === "siger" ? model.said.has(one.id) : which === "uhoert" ? model.demands.has(one.id) && !model.said.has(one.id) : true))
    .map((one) => ({ one, counts: counts(one), name: nameOf(model, one.id) }))
    .sort((a, b) => b.counts[0] - a.counts[0] || b.counts[2] - a.counts[2] || b.counts[1] - a.counts[1] || a.name.localeCompare(b.name, "da"));
  const table = { head: ["iri", "navn", "slags", "siger", "omtales", "krav"], rows: shown.map(({ one, counts, name }) => [model.index.base + one.id, name, one.kind, ...counts]) };
  const tab = (word: Word, changes: Record<string, string | undefined>, on: boolean) => (
    <button type="button" aria-pressed={on} onClick={() => go(changed(changes), true)}>
      {t(word)}
    </button>
  );
  return (
    <>
      <header class="head">
        <h1>{t("actors")}</h1>
        <p class="lead">{t("actors-lead")}</p>
        <Actions name="aktoerer" model={model} table={table} sparql={statementsQuery(model, {})} />
      </header>
      <div class="line">
        <div class="tabs" role="group" aria-label={t("shown")}>
          {tab("all", { slags: undefined }, !only)}
          {KINDS.map((kind) => tab(`actor-${kind}s` as Word, { slags: kind }, only === kind))}
        </div>
        <div class="tabs" role="group" aria-label={t("shown")}>
          {tab("everybody", { vis: undefined }, !which)}
          {tab("who-speak", { vis: "siger" }, which === "siger")}
          {tab("who-unheard", { vis: "uhoert" }, which === "uhoert")}
        </div>
        <label class="pick">
          <span class="hidden">{t("name")}</span>
          <input type="search" placeholder={t("name")} value={parameters.get("q") ?? ""} onInput={(event) => go(changed({ q: event.currentTarget.value || undefined }), true)} />
        </label>
      </div>
      {which === "uhoert" && <p class="note">{t("unheard-lead")}</p>}
      {shown.length > 0 ? (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th scope="col">{t("kind")}</th>
              <th scope="col" class="number">{t("says")}</th>
              <th scope="col" class="number">{t("spoken-of")}</th>
              <th scope="col" class="number">{t("demanded")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, 400).map(({ one, counts, name }) => (
              <tr key={one.id}>
                <th scope="row">
                  <a href={whereOf(model, one.id)}>{name}</a>
                </th>
                <td>{one.classification ? nameOf(model, one.classification) : t(`actor-${one.kind}` as Word)}</td>
                {counts.map((count, at) => (
                  <td key={at} class={count ? "number" : "number none"}>
                    {number(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Empty title={t("none-found")}>
          <p>
            <a href={link("aktoerer")}>{t("start-over")}</a>
          </p>
        </Empty>
      )}
    </>
  );
}

