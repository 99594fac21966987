/** Menus that choose one value, and lists with a search field that choose one or several. */
import type { ReactNode } from "react";
import { useState } from "react";
import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  SearchField,
  useFilter,
} from "react-aria-components";

interface OpenProps {
  /** The accessible name of the button. */
  label: string;
  /** What the button shows. */
  children: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  isDisabled?: boolean | undefined;
  className?: string | undefined;
}

interface ChoiceMenuProps<Value extends string> extends OpenProps {
  values: readonly Value[];
  words: Readonly<Record<Value, string>>;
  chosen: Value | null;
  onChoose: (value: Value) => void;
}

/** A menu of a closed set of values, such as the statuses. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, children, values, words, chosen, onChoose, open, onOpenChange, isDisabled, className } = props;
  const control = open === undefined ? {} : { isOpen: open, onOpenChange: onOpenChange ?? (() => undefined) };
  return (
    <MenuTrigger {...control}>
      <Button aria-label={label} isDisabled={isDisabled ?? false} className={className ?? "pick"}>
        {children}
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          escapeKeyBehavior="none"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={chosen === null ? [] : [chosen]}
          onAction={(key) => onChoose(key as Value)}
        >
          {values.map((value) => (
            <MenuItem key={value} id={value} className="menu-item">
              {words[value]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

export interface Suggestion {
  readonly value: string;
  readonly count: number;
}

interface PickerProps extends OpenProps {
  suggestions: readonly Suggestion[];
  chosen: readonly string[];
  several?: boolean;
  /** What offers a typed value that is not in the list; without it, only listed values can be chosen. */
  nameNew?: (typed: string) => string;
  onChoose: (chosen: readonly string[]) => void;
}

/** A list with a search field; with `nameNew` a typed value can be chosen too. */
export function Picker({ label, children, suggestions, chosen, several = false, nameNew, onChoose, ...rest }: PickerProps) {
  const { open, onOpenChange, isDisabled, className } = rest;
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  const shown = open ?? isOpen;
  const show = (next: boolean) => {
    setText("");
    (onOpenChange ?? setOpen)(next);
  };
  const typed = text.trim();
  const known = new Set([...suggestions.map(({ value }) => value), ...chosen]);
  const items = [
    ...chosen
      .filter((value) => !suggestions.some((one) => one.value === value))
      .map((value) => ({ value, count: 0, name: value })),
    ...suggestions.map((one) => ({ ...one, name: one.value })),
    ...(nameNew && typed && !known.has(typed) ? [{ value: typed, count: 0, name: nameNew(typed) }] : []),
  ];
  const hint = nameNew ? "Search, or type a new one" : "Search";
  return (
    <DialogTrigger isOpen={shown} onOpenChange={show}>
      <Button aria-label={label} isDisabled={isDisabled ?? false} className={className ?? "pick"}>
        {children}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="picker" aria-label={label}>
          <Autocomplete filter={contains} inputValue={text} onInputChange={setText}>
            <SearchField aria-label={hint} autoFocus>
              <Input placeholder={hint} />
            </SearchField>
            <ListBox
              aria-label={label}
              className="menu"
              items={items}
              // By itself the list would take every choice away before Escape closes it.
              escapeKeyBehavior="none"
              selectionMode={several ? "multiple" : "single"}
              selectedKeys={chosen}
              onSelectionChange={(keys) => {
                const next = [...(keys as Set<string>)];
                if (several) onChoose(next);
                else if (next.length > 0) {
                  onChoose(next);
                  show(false);
                }
              }}
              renderEmptyState={() => <p className="quiet">Nothing matches.</p>}
            >
              {({ value, count, name }) => (
                <ListBoxItem id={value} textValue={value} className="menu-item">
                  <span>{name}</span>
                  {count > 0 ? <span className="quiet">{count}</span> : null}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
