// What stands where nothing does: why, and where to go.
import type { ComponentChildren } from "preact";
import { Emblem } from "./emblem";

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Emblem size={40} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
