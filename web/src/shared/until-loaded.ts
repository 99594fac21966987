/** Milliseconds until code that did not load is asked for again. */
const AGAIN_MS = 1000;

/** Load code, again and again while the gateway is away: the person waits, and what is on the page stays. */
export async function untilLoaded<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
