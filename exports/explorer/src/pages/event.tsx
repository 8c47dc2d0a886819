import { t } from "../language";
import type { Happening } from "../model";
import { To } from "../parts/chips";
import { GraphLink } from "../parts/statement";
import { dateOf, nameOf } from "../show";
import type { Loaded } from "../store";

export function EventPage({ loaded: { model }, event }: { loaded: Loaded; event: Happening }) {
  return (
    <>
      <header class="head">
        <p class="crumb">{t("event")}</p>
        <h1>{nameOf(model, event.id)}</h1>
        <p class="lead">{[dateOf(event.date), event.place].filter(Boolean).join(" · ")}</p>
        <p class="buttons">
          <GraphLink id={event.id} />
        </p>
      </header>
      <div class="two">
        <section>
          <h2>{t("documents")}</h2>
          <ul class="plain-list">
            {(event.documents ?? []).map((id) => (
              <li key={id}>
                <To id={id} model={model} />
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t("took-part-here")}</h2>
          <ul class="plain-list">
            {(event.took ?? []).map((one) => (
              <li key={one.who}>
                <To id={one.who} model={model} />
                <small>{[one.excused ? t("excused") : nameOf(model, one.role ?? ""), one.title, one.named ? `${t("for")} ${nameOf(model, one.named)}` : ""].filter(Boolean).join(" · ")}</small>
              </li>
            ))}
          </ul>
          {!event.took?.length && <p class="quiet">{t("nobody-named")}</p>}
        </section>
      </div>
    </>
  );
}
