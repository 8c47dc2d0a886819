// The same graph in the explorer's view.
import { mountGraph, type GraphData } from "../src/graph";
import { drivable } from "./drive";

declare const graphData: GraphData;

const el = document.getElementById("graph")!;
mountGraph(el, graphData, {}, { state: () => undefined, open: () => undefined }, "da");
drivable(el);
window.ready = performance.now();
