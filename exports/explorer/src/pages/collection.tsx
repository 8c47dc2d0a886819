import { address, link } from "../address";
import { clear, collect, collected, collectionLink, moveUp, note, notes, statementsOf } from "../collection";
import { t } from "../language";
import { Actions } from "../parts/actions";
import { Empty } from "../parts/empty";
import { StatementCard } from "../parts/statement";
import { last, nameOf, number, whereOf } from "../show";
import type { Loaded } from "../store";

/** The statements that the address names: the reader's own, or those of somebody who sent the link. */
export function CollectionPage({ loaded: { model } }: { loaded: Loaded }) {
  const names = address.value.parameters.getAll("u");
  const statements = statementsOf(model, names);
  const own = names.join() === collected.value.join();
  const missing = names.length - statements.length;
  return (
    <>
      <header class="head">
        <h1>{t("collection")}</h1>
        <p class="lead">{t("collection-lead")}</p>
        {names.length > 0 && !own && (
          <p class="buttons">
            <button type="button" class="button" onClick={() => collect(names)}>{t("collection-take")}</button>
            {collected.value.length > 0 && <a class="button" href={collectionLink()}>{t("collection-own", collected.value.length)}</a>}
          </p>
        )}
        <Actions name="samling" model={model} statements={statements} notes={own ? notes.value : {}} />
      </header>
      {missing > 0 && <p class="note">{t("collection-missing", number(missing))}</p>}
      {statements.map((one, at) => (
        <StatementCard key={one.id} statement={one} model={model}>
          {one.paradox && (
            <p class="meets">
              <a href={whereOf(model, one.paradox)}>{nameOf(model, one.paradox)}</a>
            </p>
          )}
          {own && (
            <p class="noted">
              <label>
                {t("note")} <textarea rows={1} maxLength={2000} value={notes.value[last(one.id)] ?? ""} onChange={(event) => note(last(one.id), event.currentTarget.value)} />
              </label>
              {at > 0 && (
                <button type="button" class="button" onClick={() => moveUp(last(one.id))}>
                  {t("move-up")}
                </button>
              )}
            </p>
          )}
        </StatementCard>
      ))}
      {!names.length && (
        <Empty title={t("collection-empty")}>
          <p>{t("collection-how")}</p>
          <p>
            <a href={link("soeg")}>{t("statements")}</a>
          </p>
        </Empty>
      )}
      {names.length > 0 && own && (
        <p>
          <button type="button" class="button" onClick={clear}>{t("collection-clear")}</button>
        </p>
      )}
    </>
  );
}
