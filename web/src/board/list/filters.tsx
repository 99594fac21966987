/** Search and filters of the list, on one line. */
import { useEffect, useRef, useState, type RefObject } from "react";
import { Picker, type Suggestion } from "../shared/lazy-pickers.tsx";
import { PRIORITY_WORDS, STATUS_WORDS, formatDay, person } from "../shared/words.ts";
import type { Go } from "./use-view.ts";
import { PRIORITIES, STATUSES, refine, type View } from "./view.ts";

const TYPING_PAUSE_MS = 250;

interface FiltersProps {
  view: View;
  go: Go;
  owners: readonly Suggestion[];
  tags: readonly Suggestion[];
  searchRef: RefObject<HTMLInputElement | null>;
  /** Called when Enter or Escape ends the search: the focus goes on to what was found. */
  onSearched: () => void;
}

export function Filters({ view, go, owners, tags, searchRef, onSearched }: FiltersProps) {
  const [isOpen, setOpen] = useState(false);
  const active = [view.status.length, view.priority.length, view.owner, view.tag, view.from || view.to].filter(Boolean).length;
  return (
    <form className={`filters ${isOpen ? "open" : ""}`} role="search" onSubmit={(event) => event.preventDefault()}>
      <Search view={view} go={go} inputRef={searchRef} onSearched={onSearched} />
      <button type="button" className="fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {active > 0 ? `Filters (${active})` : "Filters"}
      </button>
      <Choice
        legend="Status"
        values={STATUSES}
        words={STATUS_WORDS}
        chosen={view.status}
        onChange={(status) => go(refine(view, { status }))}
      />
      <Choice
        legend="Priority"
        values={PRIORITIES}
        words={PRIORITY_WORDS}
        chosen={view.priority}
        onChange={(priority) => go(refine(view, { priority }))}
      />
      <Filter
        label="Owner"
        value={view.owner}
        suggestions={[{ value: "me", count: 0 }, ...owners]}
        onChange={(owner) => go(refine(view, { owner }))}
      />
      <Filter label="Tag" value={view.tag} suggestions={tags} onChange={(tag) => go(refine(view, { tag }))} />
      {(view.from || view.to) && (
        <button type="button" className="chip" onClick={() => go(refine(view, { from: "", to: "" }))}>
          Created {period(view)} <span aria-label="(remove)">×</span>
        </button>
      )}
    </form>
  );
}

function period({ from, to }: View): string {
  if (!to) return `since ${formatDay(from)}`;
  return from ? `${formatDay(from)} – ${formatDay(to)}` : `until ${formatDay(to)}`;
}

interface SearchProps extends Pick<FiltersProps, "view" | "go" | "onSearched"> {
  inputRef: RefObject<HTMLInputElement | null>;
}

function Search({ view, go, inputRef, onSearched }: SearchProps) {
  const [text, setText] = useState(view.search);
  const latest = useRef(view);
  latest.current = view;
  // A search that came with a link or the back button, not from the keyboard.
  useEffect(() => setText(view.search), [view.search]);
  // Typed before React was there.
  useEffect(() => setText(inputRef.current?.value ?? ""), [inputRef]);
  useEffect(() => {
    if (text === latest.current.search) return undefined;
    const wait = setTimeout(() => {
      go(refine(latest.current, { search: text }), { replace: latest.current.search !== "" });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(wait);
  }, [text, go]);
  return (
    <input
      ref={inputRef}
      className="search"
      type="search"
      aria-label="Search"
      value={text}
      placeholder="Search issues and comments"
      autoComplete="off"
      title="/"
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => (event.key === "Escape" || event.key === "Enter") && onSearched()}
    />
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  values: readonly Value[];
  words: Readonly<Record<Value, string>>;
  chosen: readonly Value[];
  onChange: (chosen: readonly Value[]) => void;
}

function Choice<Value extends string>({ legend, values, words, chosen, onChange }: ChoiceProps<Value>) {
  const toggled = (value: Value) =>
    values.filter((other) => (other === value ? !chosen.includes(value) : chosen.includes(other)));
  return (
    <fieldset className="choice">
      <legend className="hidden">{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onChange(toggled(value))} />
          <span>{words[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface FilterProps {
  label: string;
  value: string;
  suggestions: readonly Suggestion[];
  onChange: (value: string) => void;
}

function Filter({ label, value, suggestions, onChange }: FilterProps) {
  if (value) {
    return (
      <button type="button" className="chip" onClick={() => onChange("")}>
        {label}: {person(value)} <span aria-label="(remove)">×</span>
      </button>
    );
  }
  return (
    <Picker
      label={`Filter by ${label.toLowerCase()}`}
      suggestions={suggestions}
      chosen={[]}
      onChoose={([chosen]) => chosen && onChange(chosen)}
    >
      {label} ▾
    </Picker>
  );
}
