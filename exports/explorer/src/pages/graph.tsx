import { useEffect, useRef, useState } from "preact/hooks";
import { address, go, link } from "../address";
import { data } from "../data";
import { mountGraph, type GraphData, type GraphHandle } from "../graph";
import { toParameters, toState } from "../graph/state";
import { language } from "../language";

export function GraphPage() {
  const place = useRef<HTMLDivElement>(null);
  const handle = useRef<GraphHandle | null>(null);
  const [graph, setGraph] = useState<GraphData>();
  const here = address.value;
  const spoken = language.value;
  useEffect(() => void data<GraphData>("graph").then(setGraph), []);
  useEffect(() => {
    if (!graph || !place.current) return undefined;
    const on = {
      state: (state: Parameters<typeof toParameters>[0]) => go(link("graf", "", toParameters(state)), true),
      open: (id: string) => go(link("ting", id)),
    };
    handle.current = mountGraph(place.current, graph, toState(here.parameters), on, spoken);
    return () => handle.current?.destroy();
  }, [graph, spoken]);
  useEffect(() => handle.current?.setState(toState(here.parameters)), [here]);
  return <div class="graph" ref={place} />;
}
