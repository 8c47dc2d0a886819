// What the index holds, and what follows from it: who says what, and which way a recommendation leans.

export interface Named {
  da: string;
  en?: string;
}

export interface Doc {
  id: string;
  name: string;
  title: string;
  kind?: string;
  date?: string;
  event?: string;
}

export interface Participation {
  who: string;
  role?: string;
  named?: string;
  title?: string;
  excused?: boolean;
}

export interface Happening {
  id: string;
  label: Named;
  date?: string;
  number?: string;
  place?: string;
  documents?: string[];
  took?: Participation[];
}

export type ActorKind = "person" | "organisation" | "group";

export interface Actor {
  id: string;
  kind: ActorKind;
  label: Named;
  also?: string[];
  classification?: string;
  member?: { of: string; title?: string }[];
}

export interface Theme {
  id: string;
  label: Named;
  broader?: string;
  also?: string[];
  told?: Partial<Named>;
  related?: string[];
  tension?: string[];
}

export const KINDS = ["paradox", "recommendation", "question", "answer", "decision", "figure"] as const;
export type Kind = (typeof KINDS)[number];

export interface Statement {
  id: string;
  kind: Kind;
  text: string;
  document: string;
  start: number;
  end: number;
  order: number;
  section?: string;
  rule?: string;
  confidence?: number;
  mentions?: string[];
  voice?: string;
  voicedAs?: string;
  behalf?: string;
  event?: string;
  framing?: string;
  modality?: string;
  paradox?: string;
  themes?: string[];
  addressee?: string[];
  addresseeText?: string;
  beneficiary?: string[];
  beneficiaryText?: string;
  responds?: string[];
  answers?: string[];
  similar?: string[];
  actor?: string[];
  actorText?: string;
  due?: string;
  ground?: string;
  value?: string;
  of?: string;
  unit?: string;
}

export interface Pole {
  id: string;
  text: string;
  themes: string[];
  spans: [document: string, start: number, end: number][];
}

export interface Paradox {
  id: string;
  poles: Pole[];
  statements: string[];
}

export interface Index {
  base: string;
  sha256: string;
  linked: string | null;
  /** Names of files that could not be read. */
  unread?: string[];
  documents: Doc[];
  events: Happening[];
  actors: Actor[];
  themes: Theme[];
  concepts: Record<string, Named>;
  statements: Statement[];
  paradoxes: Paradox[];
}

/** What bears on a paradox: what answers it outright, and what is about the themes of its poles. */
export interface Leaning {
  answers: Statement[];
  first: Statement[];
  both: Statement[];
  second: Statement[];
}

export class Model {
  readonly documents: Map<string, Doc>;
  readonly events: Map<string, Happening>;
  readonly actors: Map<string, Actor>;
  readonly themes: Map<string, Theme>;
  readonly statements: Map<string, Statement>;
  readonly paradoxes: Map<string, Paradox>;
  /** Statements that respond to a statement, by its id. */
  readonly responses: Map<string, Statement[]>;
  /** The question that an answer answers. */
  readonly questions: Map<string, Statement[]>;
  readonly said: Map<string, Statement[]>;
  readonly about: Map<string, Statement[]>;
  readonly demands: Map<string, Statement[]>;
  /** Decisions that an actor is to carry out. */
  readonly tasks: Map<string, Statement[]>;
  readonly byTheme: Map<string, Statement[]>;
  readonly byDocument: Map<string, Statement[]>;
  readonly narrower: Map<string, Theme[]>;

  constructor(readonly index: Index) {
    this.documents = byId(index.documents);
    this.events = byId(index.events);
    this.actors = byId(index.actors);
    this.themes = byId(index.themes);
    this.statements = byId(index.statements);
    this.paradoxes = byId(index.paradoxes);
    const all = index.statements;
    this.responses = group(all, (one) => one.responds);
    this.said = group(all, (one) => [one.voice, one.behalf]);
    this.about = group(all, (one) => (one.mentions ?? []).filter((who) => who !== one.voice && who !== one.behalf));
    this.demands = group(all, (one) => one.addressee);
    this.tasks = group(all, (one) => one.actor);
    this.byTheme = group(all, (one) => one.themes);
    this.byDocument = group(all, (one) => [one.document]);
    this.narrower = group(index.themes, (one) => [one.broader]);
    this.questions = new Map();
    for (const question of all) {
      for (const answer of question.answers ?? []) push(this.questions, answer, question);
    }
  }

  /** A theme's own statements and those of the themes under it, each once. */
  under(theme: string): Statement[] {
    const narrower = this.narrower.get(theme) ?? [];
    if (!narrower.length) return this.byTheme.get(theme) ?? [];
    const wanted = new Set([theme, ...narrower.map((one) => one.id)]);
    return this.index.statements.filter((one) => one.themes?.some((each) => wanted.has(each)));
  }

  expressing(paradox: Paradox): Statement[] {
    return paradox.statements.flatMap((id) => this.statements.get(id) ?? []);
  }

  /** Recommendations that bear on a paradox. One that is about both poles' own themes bridges them. */
  leaning(paradox: Paradox): Leaning {
    const [first, second] = paradox.poles;
    const shared = new Set(first?.themes.filter((theme) => second?.themes.includes(theme)));
    const own = (pole?: Pole) => new Set(pole?.themes.filter((theme) => !shared.has(theme)));
    const [one, other] = [own(first), own(second)];
    const found: Leaning = { answers: [], first: [], both: [], second: [] };
    const answering = new Set(paradox.statements.flatMap((id) => this.responses.get(id) ?? []));
    const near = new Set(answering);
    for (const theme of [...one, ...other]) for (const said of this.byTheme.get(theme) ?? []) near.add(said);
    for (const said of near) {
      if (said.kind !== "recommendation") continue;
      const toFirst = said.themes?.some((theme) => one.has(theme));
      const toSecond = said.themes?.some((theme) => other.has(theme));
      if (answering.has(said)) found.answers.push(said);
      else if (toFirst && toSecond) found.both.push(said);
      else if (toFirst) found.first.push(said);
      else if (toSecond) found.second.push(said);
    }
    const sure = (a: Statement, b: Statement) => (b.confidence ?? 0) - (a.confidence ?? 0);
    for (const side of Object.values(found)) side.sort(sure);
    return found;
  }

  /** Pairs of themes that pull apart, with the paradoxes in which they do. */
  tensions(): { themes: [string, string]; paradoxes: Paradox[] }[] {
    const found = new Map<string, { themes: [string, string]; paradoxes: Paradox[] }>();
    for (const paradox of this.index.paradoxes) {
      const [first, second] = paradox.poles;
      for (const one of first?.themes ?? []) {
        for (const other of second?.themes ?? []) {
          if (one === other) continue;
          const themes: [string, string] = one < other ? [one, other] : [other, one];
          const entry = found.get(themes.join(" ")) ?? { themes, paradoxes: [] };
          if (!entry.paradoxes.includes(paradox)) entry.paradoxes.push(paradox);
          found.set(themes.join(" "), entry);
        }
      }
    }
    return [...found.values()].sort((a, b) => b.paradoxes.length - a.paradoxes.length);
  }

  /** Paradoxes, those first that are said surely, in few whole words, name both their poles' themes, and are answered. */
  strongest(): Paradox[] {
    return (this.#strongest ??= this.#ranked());
  }

  #strongest: Paradox[] | undefined;

  #ranked(): Paradox[] {
    const weight = new Map(this.index.paradoxes.map((one) => [one, this.#weight(one)]));
    return [...this.index.paradoxes].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
  }

  #weight(paradox: Paradox): number {
    const said = this.expressing(paradox);
    const sure = said.reduce((sum, one) => sum + (one.confidence ?? 0.5), 0);
    const { answers, first, both, second } = this.leaning(paradox);
    const sides = paradox.poles.filter((pole) => pole.themes.length).length;
    const long = Math.max(0, ...paradox.poles.map((pole) => pole.text.length));
    // A side that runs on from one sentence into the next was cut out badly.
    const whole = paradox.poles.some((pole) => /[.!?]\s+\p{Lu}/u.test(pole.text)) ? 0 : 1;
    return whole + sure + sides / 2 + Math.log2(1 + Math.min(first.length, second.length) + both.length + answers.length) / 4 - long / 70;
  }

  /** Actors to whom demands are put and who say nothing themselves. */
  unheard(): Actor[] {
    return this.index.actors
      .filter((one) => this.demands.has(one.id) && !this.said.has(one.id))
      .sort((a, b) => (this.demands.get(b.id)?.length ?? 0) - (this.demands.get(a.id)?.length ?? 0));
  }

  /** The date of a statement: its document's. */
  date(statement: Statement): string | undefined {
    return this.documents.get(statement.document)?.date;
  }
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}

function group<T>(rows: T[], keys: (row: T) => (string | undefined)[] | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    for (const key of new Set(keys(row))) if (key) push(found, key, row);
  }
  return found;
}
