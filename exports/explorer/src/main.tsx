import { effect } from "@preact/signals";
import { render } from "preact";
import { follow } from "./address";
import { language } from "./language";
import { GraphPage } from "./pages/graph";
import { start } from "./theme";
import "./style.css";

start();
follow();
effect(() => {
  document.documentElement.lang = language.value;
});
const place = document.getElementById("app");
if (place) render(<GraphPage />, place);
