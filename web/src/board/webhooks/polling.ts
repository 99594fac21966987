/** Reading again by the clock: deliveries are not in the change log, so no subscription tells of them. */
import { useEffect, useRef } from "react";

const EVERY_MS = 2_000;

/** Call `read` every two seconds while the tab is visible. */
export function usePolling(read: () => void): void {
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && latest.current(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
