// YASGUI on our endpoint: our prefixes, completion from VoID, and results as chart and graph too.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";
import { Chart } from "./chart.js";
import { Graph } from "./graph.js";
import { Problem } from "./problem.js";
import { speak } from "./words.js";

const place = document.getElementById("yasgui");
const plain = document.getElementById("plain");

function start(settings) {
  const { Yasqe, Yasr } = Yasgui;
  Yasr.registerPlugin("Chart", Chart);
  Yasr.registerPlugin("Graph", Graph);
  Yasr.registerPlugin("error", Problem);
  const known = Yasqe.Autocompleters;
  known.class = { ...known.class, bulk: true, get: () => settings.classes };
  known.property = { ...known.property, bulk: true, get: () => settings.properties };
  const prefixes = Object.entries(settings.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort();
  known.prefixes = { ...known.prefixes, bulk: true, persistenceId: null, get: () => prefixes };
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  Graph.endpoint = endpoint;
  const yasgui = new Yasgui(place, {
    persistenceId: null,
    copyEndpointOnNewTab: true,
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: {
      value: declared(plain.elements.query.value, settings.prefixes),
      prefixCcApi: null,
      autocompleters: ["prefixes", "class", "property", "variables"],
      createShareableLink: (yasqe) => link(yasqe.getValue()),
    },
    yasr: {
      prefixes: settings.prefixes,
      pluginOrder: ["table", "Graph", "Chart", "response"],
    },
  });
  const tab = yasgui.getTab();
  tab.setEndpoint(endpoint);
  tab.setQuery(declared(plain.elements.query.value, settings.prefixes));
  plain.hidden = true;
  speak(place);
}

// The server knows our prefixes, the editor wants them declared.
function declared(query, prefixes) {
  const missing = Object.keys(prefixes).filter(
    (prefix) =>
      new RegExp(`(^|[^\\w-])${prefix}:\\w`).test(query) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query),
  );
  return missing.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("") + query;
}

function link(query) {
  const url = new URL(location.href);
  url.search = new URLSearchParams({ query }).toString();
  return url.href;
}

fetch(place.dataset.settings).then((answer) => answer.json()).then(start);
