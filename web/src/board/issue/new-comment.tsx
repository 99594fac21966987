/** A quiet button while the newest comment, which came after the page was opened, is below what is in view. */
import { useEffect, useState } from "react";

export const commentId = (id: string) => `comment-${id}`;

export function NewComment({ last }: { last: string | undefined }) {
  const [seen, setSeen] = useState(last);
  const [below, setBelow] = useState<string>();
  useEffect(() => {
    const element = last === undefined || last === seen ? null : document.getElementById(commentId(last));
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setSeen(last);
      else if (entry && entry.boundingClientRect.top > 0) setBelow(last);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [last, seen]);
  return (
    <div className="news" role="status">
      {last !== undefined && last !== seen && last === below && (
        <button onClick={() => document.getElementById(commentId(last))?.scrollIntoView({ block: "center" })}>
          New comment below ↓
        </button>
      )}
    </div>
  );
}
