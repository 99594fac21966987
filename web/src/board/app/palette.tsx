/** The command palette, Ctrl-K: every command of the screen, and issues by their words. */
import { useState } from "react";
import { Autocomplete, Input, Menu, MenuItem, SearchField } from "react-aria-components";
import { useQuery } from "urql";
import { useLocation } from "wouter";
import { PaletteIssuesDocument } from "../../gql/graphql.ts";
import Dialog from "../shared/dialog.tsx";
import { nameOf, useAllShortcuts } from "./keys.tsx";

interface PaletteProps {
  onOpenChange: (open: boolean) => void;
}

export default function Palette({ onOpenChange }: PaletteProps) {
  return (
    <Dialog title="Commands" open onOpenChange={onOpenChange} className="palette">
      <Commands close={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Commands({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const [, go] = useLocation();
  const shortcuts = useAllShortcuts()();
  const [{ data }] = useQuery({
    query: PaletteIssuesDocument,
    variables: { search: text },
    pause: text.trim().length < 2,
  });
  const wanted = text.toLowerCase();
  const commands = shortcuts.filter(({ key, what }) => key !== "Control+k" && what.toLowerCase().includes(wanted));
  const issues = text.trim().length < 2 ? [] : (data?.issues.nodes ?? []);
  const items = [
    ...commands.map(({ key, what, run }) => ({ id: `command ${what}`, label: what, hint: key && nameOf(key), run })),
    ...issues.map(({ id, title }) => ({ id, label: title, hint: "issue", run: () => go(`/issues/${id}`) })),
  ];
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField aria-label="Command or issue" autoFocus>
        <Input placeholder="Command, or words of an issue" />
      </SearchField>
      <Menu
        items={items}
        className="menu"
        onAction={(id) => {
          close();
          items.find((item) => item.id === id)?.run();
        }}
        renderEmptyState={() => <p className="quiet">Nothing matches.</p>}
      >
        {({ id, label, hint }) => (
          <MenuItem id={id} textValue={label} className="menu-item">
            <span>{label}</span> {hint && <kbd>{hint}</kbd>}
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}
