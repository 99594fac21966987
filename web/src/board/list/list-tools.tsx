/** Layout, columns, saved views and export of the list. */
import { lazy, Suspense, useContext, useState } from "react";
import { useSearch } from "wouter";
import { untilLoaded } from "../../shared/until-loaded.ts";
import { useSay } from "../shared/messages.tsx";
import { TokenContext } from "../shared/token-context.ts";
import { useColumns } from "./use-columns.ts";
import { useSavedViews, VIEW_NAME } from "./use-saved-views.ts";
import type { Go } from "./use-view.ts";
import { queryOf, refine, type View } from "./view.ts";

const SaveView = lazy(() => untilLoaded(() => import("./save-view.tsx")));
const ToolMenus = lazy(() => untilLoaded(() => import("./tool-menus.tsx")));

export function ListTools({ view, go }: { view: View; go: Go }) {
  const { save } = useSavedViews();
  const brought = new URLSearchParams(useSearch()).get(VIEW_NAME) ?? "";
  const say = useSay();
  const token = useContext(TokenContext);
  const [shown] = useColumns();
  const download = async () => {
    try {
      const { downloadCsv } = await import("./download-csv.ts");
      await downloadCsv(token, view, shown);
    } catch (error) {
      say(`No CSV: ${error instanceof Error ? error.message : "the gateway does not answer."}`);
    }
  };
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
          <ToolMenus view={view} go={go} first={wanted} brought={brought} onSave={() => setSaving(true)} />
        </Suspense>
      ) : (
        plain
      )}
      <button onClick={() => void download()} title="All issues of this list, with the shown fields">
        CSV
      </button>
      {saving && (
        <Suspense>
          <SaveView
            open={saving}
            onOpenChange={setSaving}
            name={brought}
            onSave={(name) => save(name, queryOf(refine(view, {})))}
          />
        </Suspense>
      )}
    </div>
  );
}
