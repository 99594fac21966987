/** What only admins see: to others the page says why it is empty, and sends no operation. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useViewer } from "../app/viewer.ts";

export function AdminsOnly({ children }: { children: ReactNode }) {
  const { isKnown, isAdmin } = useViewer();
  if (!isKnown) return <p className="quiet">Loading …</p>;
  if (isAdmin) return children;
  return (
    <>
      <h1>Webhooks</h1>
      <p className="problem" role="alert">
        Webhooks are for admins: this page needs a token with the scope “admin”.
      </p>
      <p>
        <Link href="/">To the list</Link>
      </p>
    </>
  );
}
