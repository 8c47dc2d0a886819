// What is drawn only once it is opened, so that long lists stay quick.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { whole } from "../whole";

interface Shown {
  class: string;
  summary: ComponentChildren;
  children: () => ComponentChildren;
  open?: boolean;
}

export function Opening({ class: name, summary, children, open = false }: Shown) {
  const [opened, setOpened] = useState(open);
  const printed = whole.value && name === "group";
  return (
    <details class={name} open={open || printed} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {(opened || printed) && children()}
    </details>
  );
}
