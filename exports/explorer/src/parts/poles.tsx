// A paradox as it is: two poles face to face.
import { t } from "../language";
import type { Model, Paradox } from "../model";
import { last, nameOf, poleLabel, voicesOf } from "../show";
import { link } from "../address";
import { Emblem } from "./emblem";
import { ThemeChips } from "./chips";

export function Poles({ paradox, model, large = false }: { paradox: Paradox; model: Model; large?: boolean }) {
  const longest = Math.max(1, ...paradox.poles.flatMap((pole) => poleLabel(pole).split(/[\s-]+/).map((word) => word.length)));
  return (
    <div class={large ? "poles large" : "poles"} style={{ "--longest": longest }}>
      {paradox.poles.slice(0, 2).map((pole, at) => (
        <div key={pole.id} class={at ? "pole b" : "pole a"}>
          <span class={large ? "side" : "side hidden"}>{t(at ? "pole-b" : "pole-a")}</span>
          <p class="words" lang="da">{poleLabel(pole)}</p>
          {large && pole.themes.length > 0 && <ThemeChips ids={pole.themes} model={model} />}
        </div>
      ))}
      <div class="axis">
        <Emblem size={large ? 44 : 30} />
      </div>
    </div>
  );
}

export function ParadoxCard({ paradox, model }: { paradox: Paradox; model: Model }) {
  const said = model.expressing(paradox);
  const first = said[0];
  const voices = voicesOf(model, said);
  return (
    <article class="paradox-card">
      <a class="cover" href={link("paradokser", last(paradox.id))} aria-label={`${t("kind-paradox")}: ${nameOf(model, paradox.id)}`} />
      <Poles paradox={paradox} model={model} />
      <p class="foot">
        {first?.framing && <span class="framing">{nameOf(model, first.framing)}</span>}
        {voices && <span>{voices}</span>}
        {first && <span class="quiet">{model.documents.get(first.document)?.title}</span>}
      </p>
    </article>
  );
}
