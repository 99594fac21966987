/** A quiet banner while the gateway does not answer, and the messages that wait to be sent. */
import { useEffect, useState } from "react";
import { addressOf } from "../../shared/gateway.ts";
import { useOutbox } from "./outbox.ts";

const PROBE_MS = 3_000;

export function Connection() {
  const { waiting, sendAll } = useOutbox();
  const [away, setAway] = useState(false);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const probe = async () => {
      const there = await fetch(addressOf("healthz"), { cache: "no-store" }).then(
        (response) => response.ok,
        () => false,
      );
      if (stopped) return;
      setAway(!there);
      if (there && waiting > 0) await sendAll();
      timer = setTimeout(() => void probe(), PROBE_MS);
    };
    timer = setTimeout(() => void probe(), waiting > 0 ? 0 : PROBE_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [waiting, sendAll]);
  if (!away && waiting === 0) return <div role="status" className="hidden" />;
  return (
    <div role="status" className="banner">
      {away ? "The gateway does not answer. What you write is kept, and sent when it is back." : "Sending …"}
      {waiting > 0 && ` ${waiting === 1 ? "One comment waits." : `${waiting} comments wait.`}`}
    </div>
  );
}
