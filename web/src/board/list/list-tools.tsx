/** Layout, columns, saved views and export of the list. */
import { lazy, Suspense, useState } from "react";
import { useSavedViews } from "./use-saved-views.ts";
import type { Go } from "./use-view.ts";
import { queryOf, refine, type View } from "./view.ts";

const SaveView = lazy(() => import("./save-view.tsx"));
const ToolMenus = lazy(() => import("./tool-menus.tsx"));

export function ListTools({ view, go }: { view: View; go: Go }) {
  const { save } = useSavedViews();
  const [saving, setSaving] = useState(false);
  const [wanted, setWanted] = useState<"fields" | "views" | null>(null);
  const plain = (
    <>
      <button aria-haspopup="true" onClick={() => setWanted("fields")}>
        Fields ▾
      </button>
      <button aria-haspopup="true" onClick={() => setWanted("views")}>
        Views ▾
      </button>
    </>
  );
  return (
    <div className="tools" role="group" aria-label="How the list looks">
      <button
        aria-pressed={view.layout === "columns"}
        onClick={() => go(refine(view, { layout: view.layout === "list" ? "columns" : "list" }))}
        title="v"
      >
        Columns by status
      </button>
      <button aria-pressed={view.charts} onClick={() => go({ ...view, charts: !view.charts })}>
        Charts
      </button>
      {wanted ? (
        <Suspense fallback={plain}>
          <ToolMenus view={view} go={go} first={wanted} onSave={() => setSaving(true)} />
        </Suspense>
      ) : (
        plain
      )}
      {saving && (
        <Suspense>
          <SaveView open={saving} onOpenChange={setSaving} onSave={(name) => save(name, queryOf(refine(view, {})))} />
        </Suspense>
      )}
    </div>
  );
}
