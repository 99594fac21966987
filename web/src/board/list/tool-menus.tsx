/** The menus of fields and of saved views. */
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { useSay } from "../shared/messages.tsx";
import { COLUMNS, useColumns, type Column } from "./use-columns.ts";
import { nameOf, useSavedViews, VIEW_NAME } from "./use-saved-views.ts";
import type { Go } from "./use-view.ts";
import { parseView, type View } from "./view.ts";

interface ToolMenusProps {
  view: View;
  go: Go;
  /** The requested menu: it opens at once. */
  first: "fields" | "views";
  /** The name of the view that a link brought; empty for none. */
  brought: string;
  onSave: () => void;
}

export default function ToolMenus({ view, go, first, brought, onSave }: ToolMenusProps) {
  const say = useSay();
  const [shown, toggleColumn] = useColumns();
  const { views, remove } = useSavedViews();
  const name = nameOf(views, view);
  const copyLink = async () => {
    const address = new URL(location.href);
    if (name) address.searchParams.set(VIEW_NAME, name);
    await navigator.clipboard.writeText(address.href);
    say(name ? `Link to “${name}” copied.` : "Link copied.");
  };
  const actions: Readonly<Record<string, () => void>> = { save: onSave, copy: () => void copyLink() };
  return (
    <>
      <MenuTrigger defaultOpen={first === "fields"}>
        <Button className="pick">Fields ▾</Button>
        <Popover className="popover">
          <Menu
            className="menu"
            escapeKeyBehavior="none"
            selectionMode="multiple"
            selectedKeys={shown}
            onSelectionChange={(keys) => {
              const chosen = new Set(keys as Set<string>);
              for (const { name } of COLUMNS) if (chosen.has(name) !== shown.has(name)) toggleColumn(name);
            }}
          >
            {COLUMNS.map(({ name, label }: Column) => (
              <MenuItem key={name} id={name} className="menu-item" isDisabled={name === "title"}>
                {label}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <MenuTrigger defaultOpen={first === "views"}>
        <Button className="pick">Views ▾</Button>
        <Popover className="popover">
          <Menu
            className="menu"
            onAction={(key) => {
              const query = views.get(String(key));
              if (query !== undefined) go(parseView(query));
              else if (String(key).startsWith("remove ")) remove(String(key).slice("remove ".length));
              else actions[String(key)]?.();
            }}
          >
            {[...views.keys()].map((name) => (
              <MenuItem key={name} id={name} className="menu-item">
                {name}
              </MenuItem>
            ))}
            {views.size > 0 ? <Separator className="separator" /> : null}
            <MenuItem id="save" className="menu-item">
              {brought && !name ? `Save “${brought}” …` : "Save this view …"}
            </MenuItem>
            <MenuItem id="copy" className="menu-item">
              Copy link to this view
            </MenuItem>
            {[...views.keys()].map((name) => (
              <MenuItem key={`remove ${name}`} id={`remove ${name}`} className="menu-item quiet">
                Remove “{name}”
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}
