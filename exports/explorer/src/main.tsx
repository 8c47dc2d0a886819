import { effect } from "@preact/signals";
import { render } from "preact";
import { follow } from "./address";
import { App } from "./app";
import { language } from "./language";
import { load } from "./store";
import { start } from "./theme";
import "./style/index.css";

start();
follow();
effect(() => {
  document.documentElement.lang = language.value;
});
load();
const place = document.getElementById("app");
if (place) render(<App />, place);
