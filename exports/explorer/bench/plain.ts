// The graph in sigma as sigma comes, to compare with.
import Graph from "graphology";
import Sigma from "sigma";
import { Model, type GraphData } from "../src/graph/data";
import { drivable } from "./drive";

declare const graphData: GraphData;

const el = document.getElementById("graph")!;
const model = new Model(graphData);
const graph = new Graph({ multi: true });
for (let n = 0; n < model.count; n++) {
  const { colour } = model.kindRow(n);
  graph.addNode(n, { x: model.x[n], y: -model.y[n]!, size: Math.max(2, model.size[n]! / 3), label: model.label(n, "da"), color: colour });
}
for (let edge = 0; edge < model.told; edge++) graph.addEdge(model.source[edge], model.target[edge], { size: 1, color: "#cbd5e1" });
new Sigma(graph, el);
drivable(el);
window.ready = performance.now();
