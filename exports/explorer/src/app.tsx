import { useEffect, useRef, useState } from "preact/hooks";
import { address, link } from "./address";
import { language, speak, t } from "./language";
import { collected, collectionLink } from "./collection";
import { choose, theme } from "./theme";
import { load, loaded, type Loaded } from "./store";
import { Emblem, Icon } from "./parts/emblem";
import { Empty } from "./parts/empty";
import { SearchBox } from "./parts/searchbox";
import { Start } from "./pages/start";
import { Paradoxes } from "./pages/paradoxes";
import { ParadoxPage } from "./pages/paradox";
import { Statements } from "./pages/statements";
import { Actors } from "./pages/actors";
import { ActorPage } from "./pages/actor";
import { EventPage } from "./pages/event";
import { ThemePage, Themes } from "./pages/themes";
import { Documents } from "./pages/documents";
import { Reader } from "./pages/reader";
import { CollectionPage } from "./pages/collection";
import { Compare } from "./pages/compare";
import { GraphPage } from "./pages/graph";

export function App() {
  const now = loaded.value;
  const here = address.value;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const where = `${here.page}/${here.about}`;
  useEffect(() => {
    // A new page begins at its top, and is read out from there; its own parameters move nothing.
    if (first.current) first.current = false;
    else {
      main.current?.focus({ preventScroll: true });
      if (!here.parameters.has("udsagn")) scrollTo(0, 0);
    }
  }, [where]);
  useEffect(() => {
    const heading = main.current?.querySelector("h1")?.textContent;
    document.title = heading && here.page ? `${heading} · ${t("title")}` : t("title");
  });
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
        {t("skip")}
      </a>
      <Top loaded={typeof now === "object" ? now : undefined} page={here.page} />
      <main id="main" ref={main} tabindex={-1} class={here.page === "graf" ? "whole" : ""}>
        {now === "waiting" && <Waiting />}
        {now === "failed" && (
          <Empty title={t("gone")}>
            <p>{t("gone-lead")}</p>
            <button type="button" class="button" onClick={load}>
              {t("try-again")}
            </button>
          </Empty>
        )}
        {typeof now === "object" && <Page key={language.value} loaded={now} />}
      </main>
      <Foot linked={typeof now === "object" ? now.model.index.linked : null} />
    </>
  );
}

/** A word while data is fetched, and another where that takes long. */
function Waiting() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 4000);
    return () => clearTimeout(timer);
  }, []);
  return <p class="waiting" role="status">{t(long ? "preparing" : "loading")}</p>;
}

function Page({ loaded: now }: { loaded: Loaded }) {
  const { page, about } = address.value;
  const { model } = now;
  switch (page) {
    case "":
      return <Start loaded={now} />;
    case "paradokser": {
      const paradox = model.paradoxes.get(`id/paradox/${about}`);
      return paradox ? <ParadoxPage loaded={now} paradox={paradox} /> : about ? <Missing /> : <Paradoxes loaded={now} />;
    }
    case "anbefalinger":
      return <Statements key="recommendations" loaded={now} recommendations />;
    case "soeg":
      return <Statements key="all" loaded={now} recommendations={false} />;
    case "aktoerer": {
      const actor = model.actors.get(`id/${about}`);
      return actor ? <ActorPage key={about} loaded={now} actor={actor} /> : about ? <Missing /> : <Actors loaded={now} />;
    }
    case "begivenheder": {
      const event = model.events.get(`id/event/${about}`);
      return event ? <EventPage loaded={now} event={event} /> : <Missing />;
    }
    case "temaer": {
      const found = model.themes.get(`concept/theme/${about}`);
      return found ? <ThemePage key={about} loaded={now} theme={found} /> : about ? <Missing /> : <Themes loaded={now} />;
    }
    case "dokumenter":
      return <Documents loaded={now} />;
    case "laes": {
      const document = model.documents.get(`id/document/${about}`);
      return document ? <Reader key={about} loaded={now} document={document} /> : <Missing />;
    }
    case "sammenlign":
      return <Compare loaded={now} />;
    case "samling":
      return <CollectionPage loaded={now} />;
    case "graf":
      return <GraphPage loaded={now} />;
    default:
      return <Missing />;
  }
}

function Missing() {
  return (
    <>
      <h1 class="hidden">{t("missing")}</h1>
      <Empty title={t("missing")}>
        <p>{t("missing-lead")}</p>
        <p>
          <a class="button" href={link("")}>
            {t("to-start")}
          </a>
        </p>
      </Empty>
    </>
  );
}

const PAGES = [
  ["paradokser", "paradoxes"],
  ["anbefalinger", "recommendations"],
  ["aktoerer", "actors"],
  ["temaer", "themes"],
  ["dokumenter", "documents"],
  ["graf", "graph"],
  ["sammenlign", "compare"],
] as const;

function Top({ loaded: now, page }: { loaded: Loaded | undefined; page: string }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [address.value]);
  const other = language.value === "da" ? "en" : "da";
  const dark = theme.value === "dark";
  const current = page === "laes" ? "dokumenter" : page;
  return (
    <header class="top" data-print="no">
      <a class="brand" href={link("")}>
        <Emblem /> <span>{t("title")}</span>
      </a>
      <button type="button" class="menu-button" aria-expanded={open} aria-controls="pages" onClick={() => setOpen(!open)}>
        <Icon name={open ? "close" : "menu"} /> <span>{t("menu")}</span>
      </button>
      <nav id="pages" class={open ? "open" : ""} aria-label={t("pages")}>
        <ul>
          {PAGES.map(([at, word]) => (
            <li key={at}>
              <a href={link(at)} aria-current={current === at ? "page" : undefined}>
                {t(word)}
              </a>
            </li>
          ))}
          {collected.value.length > 0 && (
            <li>
              <a href={collectionLink()} aria-current={page === "samling" ? "page" : undefined}>
                {t("collection")} <b class="count">{collected.value.length}</b>
              </a>
            </li>
          )}
        </ul>
      </nav>
      {now && page !== "" && <SearchBox loaded={now} />}
      <div class="switches">
        <button type="button" class="tongue" lang={other} onClick={() => speak(other)}>
          {other === "en" ? "English" : "Dansk"}
        </button>
        <button type="button" class="sun" onClick={() => choose(dark ? "light" : "dark")} aria-label={t(dark ? "to-light" : "to-dark")}>
          <Icon name={dark ? "sun" : "moon"} />
        </button>
      </div>
    </header>
  );
}

function Foot({ linked }: { linked: string | null }) {
  return (
    <footer class="foot">
      <p>{t("foot")}</p>
      {linked !== null && (
        <ul data-print="no">
          <li>
            <a href={`${linked}data`}>{t("as-data")}</a>
          </li>
          <li>
            <a href={`${linked}queries`}>{t("questions-ready")}</a>
          </li>
          <li>
            <a href={`${linked}query`}>SPARQL</a>
          </li>
        </ul>
      )}
    </footer>
  );
}
