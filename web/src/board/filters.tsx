/** What the list is filtered by. */
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Slice } from "./figures.ts";
import { Navigation, ViewLink } from "./navigation.tsx";
import { EVERYTHING, PRIORITIES, STATUSES, isFiltered, refine, type View } from "./view.ts";
import { PRIORITY_WORDS, STATUS_WORDS, formatDay } from "./words.ts";

const TYPING_PAUSE_MS = 250;

interface FiltersProps {
  view: View;
  owners: readonly Slice[];
  tags: readonly Slice[];
}

export function Filters({ view, owners, tags }: FiltersProps) {
  const go = useContext(Navigation);
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <Search view={view} />
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
      <Select label="Owner" any="Anyone" value={view.owner} slices={owners} onChange={(owner) => go(refine(view, { owner }))} />
      <Select label="Tag" any="Any tag" value={view.tag} slices={tags} onChange={(tag) => go(refine(view, { tag }))} />
      {(view.from || view.to) && (
        <button type="button" class="chip" onClick={() => go(refine(view, { from: "", to: "" }))}>
          Created {period(view)} <span aria-label="(remove)">×</span>
        </button>
      )}
      {isFiltered(view) && (
        <ViewLink view={EVERYTHING} class="clear">
          Clear all
        </ViewLink>
      )}
    </form>
  );
}

function period({ from, to }: View): string {
  if (!to) return `since ${formatDay(from)}`;
  return from ? `${formatDay(from)} – ${formatDay(to)}` : `until ${formatDay(to)}`;
}

function Search({ view }: { view: View }) {
  const go = useContext(Navigation);
  const [text, setText] = useState(view.search);
  const latest = useRef(view);
  latest.current = view;
  // A search that came with a link or the back button, not from the keyboard.
  useEffect(() => setText(view.search), [view.search]);
  useEffect(() => {
    if (text === latest.current.search) return undefined;
    const wait = setTimeout(() => {
      go(refine(latest.current, { search: text }), { replace: latest.current.search !== "" });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(wait);
  }, [text]);
  return (
    <label class="field search">
      <span>Search</span>
      <input
        type="search"
        value={text}
        placeholder="Words, also in comments"
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </label>
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
    <fieldset class="choice">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onChange(toggled(value))} />
          <span>{words[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface SelectProps {
  label: string;
  any: string;
  value: string;
  slices: readonly Slice[];
  onChange: (value: string) => void;
}

function Select({ label, any, value, slices, onChange }: SelectProps) {
  const known = slices.some((slice) => slice.label === value);
  // What belongs to nobody has no name to choose it by: an empty value stands for all.
  const sorted = slices.filter(({ label }) => label !== "").sort((one, other) => one.label.localeCompare(other.label));
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{any}</option>
        {value !== "" && !known && <option value={value}>{value}</option>}
        {sorted.map((slice) => (
          <option key={slice.label} value={slice.label}>
            {slice.label} ({slice.value})
          </option>
        ))}
      </select>
    </label>
  );
}
