/** The menus and pickers as plain buttons: their code loads when one is first opened. */
import { lazy, Suspense, useState, type ComponentProps, type ReactNode } from "react";
import { untilLoaded } from "../../shared/until-loaded.ts";
import { Opening } from "./opening.tsx";
import type * as pickers from "./pickers.tsx";

export type { Suggestion } from "./pickers.tsx";

/** Load them now: a key may open one soon. */
export const loadPickers = () => untilLoaded(() => import("./pickers.tsx"));
const LazyChoiceMenu = lazy(() => loadPickers().then(({ ChoiceMenu }) => ({ default: ChoiceMenu })));
const LazyPicker = lazy(() => loadPickers().then(({ Picker }) => ({ default: Picker })));

interface ButtonProps {
  label: string;
  children: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  isDisabled?: boolean | undefined;
  className?: string | undefined;
}

/** The button until a press or a key opens it; then the picker itself, open. */
function Deferred({ props, children }: { props: ButtonProps; children: (control: ButtonProps) => ReactNode }) {
  const [wanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const { label, open, onOpenChange, isDisabled, className } = props;
  const show = onOpenChange ?? setOpen;
  const plain = (
    <button
      type="button"
      className={className ?? "pick"}
      aria-label={label}
      aria-haspopup="true"
      disabled={isDisabled}
      onPointerEnter={() => void loadPickers()}
      onFocus={() => void loadPickers()}
      onClick={() => {
        setWanted(true);
        show(true);
      }}
    >
      {props.children}
    </button>
  );
  if (!wanted && !open) return plain;
  const fallback = (
    <>
      {plain}
      <Opening />
    </>
  );
  return <Suspense fallback={fallback}>{children({ ...props, open: open ?? isOpen, onOpenChange: show })}</Suspense>;
}

/** A menu of a closed set of values; see `ChoiceMenu`. */
export function ChoiceMenu<Value extends string>(props: Parameters<typeof pickers.ChoiceMenu<Value>>[0]) {
  const Menu = LazyChoiceMenu as unknown as typeof pickers.ChoiceMenu<Value>;
  return <Deferred props={props}>{(control) => <Menu {...props} {...control} />}</Deferred>;
}

/** A list with a search field; see `Picker`. */
export function Picker(props: ComponentProps<typeof pickers.Picker>) {
  return <Deferred props={props}>{(control) => <LazyPicker {...props} {...control} />}</Deferred>;
}
