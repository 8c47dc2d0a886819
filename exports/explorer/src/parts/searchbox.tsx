// The search box: suggestions while one writes, by keyboard or pointer.
import { useId, useRef, useState } from "preact/hooks";
import { go, link } from "../address";
import { t, type Word } from "../language";
import { whereOf } from "../show";
import type { Loaded } from "../store";

export function SearchBox({ loaded, large = false }: { loaded: Loaded; large?: boolean }) {
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const things = open ? loaded.search.things(query, 7) : [];
  const many = open && query.trim() ? loaded.search.statements(query).length : 0;
  const meant = open && query.trim().length > 2 && !things.length && !many ? loaded.search.likest(query) : undefined;
  const offers = [
    ...(meant ? [{ href: link("soeg", "", [["q", meant]]), label: meant, kind: t("did-you-mean") }] : []),
    ...things.map((thing) => ({ href: whereOf(loaded.model, thing.id), label: thing.label, kind: t(`thing-${thing.kind}` as Word) })),
    ...(query.trim() ? [{ href: link("soeg", "", [["q", query.trim()]]), label: t("search-all", query.trim(), many), kind: "" }] : []),
  ];
  const choose = (href: string | undefined) => {
    if (!href) return;
    setOpen(false);
    setAt(-1);
    if (!large) setQuery("");
    box.current?.blur();
    go(href);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt(offers.length ? (Math.max(at, step > 0 ? -1 : 0) + step + offers.length) % offers.length : -1);
    } else if (event.key === "Escape") {
      setOpen(false);
      setAt(-1);
    }
  };
  return (
    <form
      class={large ? "search large" : "search"}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        choose(offers[at]?.href ?? (query.trim() ? link("soeg", "", [["q", query.trim()]]) : undefined));
      }}
    >
      <input
        ref={box}
        type="search"
        role="combobox"
        aria-label={t("search")}
        aria-expanded={open && offers.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        placeholder={t(large ? "search-hint" : "search")}
        autocomplete="off"
        maxLength={200}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setOpen(true);
          setAt(-1);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={key}
      />
      {large && <button type="submit">{t("search")}</button>}
      <ul id={`${id}-list`} role="listbox" aria-label={t("suggestions")} hidden={!open || !offers.length}>
        {offers.map((offer, number) => (
          <li key={offer.href} id={`${id}-${number}`} role="option" aria-selected={number === at} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(offer.href)}>
            <span>{offer.label}</span>
            {offer.kind && <small>{offer.kind}</small>}
          </li>
        ))}
      </ul>
    </form>
  );
}
