// Where words stand in the documents' texts, beside the statements that hold them.
import { useEffect, useState } from "preact/hooks";
import { link } from "../address";
import { AT_ONCE, inTexts, MOST, type Hit } from "../fulltext";
import { t } from "../language";
import type { Model, Statement } from "../model";
import { last, number } from "../show";

const SHOWN = 20;

export function TextHits({ model, query, found }: { model: Model; query: string; found: Statement[] }) {
  const { documents, linked } = model.index;
  const [hits, setHits] = useState<Hit[] | "asked" | "waiting" | "failed">("waiting");
  const [many, setMany] = useState(SHOWN);
  const seek = (still: () => boolean) => {
    setHits("waiting");
    inTexts(documents, query, found).then(
      (told) => still() && setHits(told),
      () => still() && setHits("failed"),
    );
  };
  useEffect(() => {
    let here = true;
    setMany(SHOWN);
    if (documents.length > AT_ONCE) setHits("asked");
    else seek(() => here);
    return () => {
      here = false;
    };
  }, [query]);
  if (documents.length > MOST) return linked === null ? null : <p class="texthits"><a href={`${linked}search?${new URLSearchParams({ q: query })}`}>{t("in-texts-server")}</a></p>;
  return (
    <section class="texthits" aria-labelledby="texthits-title">
      <h2 id="texthits-title">{t("in-texts")}</h2>
      {hits === "asked" && (
        <button type="button" class="button" onClick={() => seek(() => true)}>
          {t("in-texts-seek", number(documents.length))}
        </button>
      )}
      {hits === "waiting" && <p class="quiet">{t("loading")}</p>}
      {hits === "failed" && <p class="quiet">{t("gone")}</p>}
      {Array.isArray(hits) && (
        <>
          <p class="quiet" role="status">{t(hits.length ? "in-texts-many" : "in-texts-none", number(hits.length))}</p>
          <ul class="plain-list">
            {hits.slice(0, many).map((hit) => (
              <li key={`${hit.document.id}${hit.start}`}>
                <a class="kwic" lang="da" href={link("laes", last(hit.document.id), [["ord", `${hit.start},${hit.end}`]])}>
                  {hit.before}
                  <mark>{hit.word}</mark>
                  {hit.after}
                </a>
                <small>{hit.document.title}</small>
              </li>
            ))}
          </ul>
          {hits.length > many && (
            <button type="button" class="button" onClick={() => setMany(many + 100)}>
              {t("show-more", hits.length - many)}
            </button>
          )}
        </>
      )}
    </section>
  );
}
