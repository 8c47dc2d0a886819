import { useEffect, useRef, useState } from "preact/hooks";
import { address, go, link } from "../address";
import { data } from "../data";
import { mountGraph, type GraphData, type GraphHandle } from "../graph";
import { toParameters, toState } from "../graph/state";
import { language, t } from "../language";
import { Actions } from "../parts/actions";
import { Empty } from "../parts/empty";
import { last, whereOf } from "../show";
import { mapQuery, thingQuery } from "../sparql";
import type { Loaded } from "../store";

export function GraphPage({ loaded: { model } }: { loaded: Loaded }) {
  const place = useRef<HTMLDivElement>(null);
  const handle = useRef<GraphHandle | null>(null);
  const [graph, setGraph] = useState<GraphData | "failed">();
  const here = address.value;
  const spoken = language.value;
  const { focus } = toState(here.parameters);
  const open = () => void data<GraphData>("graph").then(setGraph, () => setGraph("failed"));
  useEffect(open, []);
  useEffect(() => {
    if (typeof graph !== "object" || !place.current) return undefined;
    const on = {
      state: (state: Parameters<typeof toParameters>[0]) => go(link("graf", "", toParameters(state)), true),
      open: (id: string) => go(whereOf(model, id)),
      read: (document: string, offset: number) => go(link("laes", last(document), [["fra", String(offset)]])),
    };
    handle.current = mountGraph(place.current, graph, toState(here.parameters), on, spoken);
    return () => {
      handle.current?.destroy();
      handle.current = null;
    };
  }, [graph, spoken]);
  useEffect(() => handle.current?.setState(toState(here.parameters)), [here]);
  return (
    <>
      <h1 class="hidden">{t("graph")}</h1>
      {graph === undefined && <p class="waiting" role="status">{t("loading")}</p>}
      {graph === "failed" && (
        <Empty title={t("gone")}>
          <p>{t("gone-lead")}</p>
          <button type="button" class="button" onClick={open}>
            {t("try-again")}
          </button>
        </Empty>
      )}
      <div class="graph" ref={place} />
      <div class="below">
        <Actions name={t("graph")} model={model} sparql={focus ? thingQuery(model, focus) : mapQuery()} />
      </div>
    </>
  );
}
