/** What the walks share: where the gateway is, and a check that says what was answered instead. */

export const URL_ = process.env.GATEWAY_URL!;
export const HEADERS = { Authorization: `Bearer ${process.env.GATEWAY_TOKEN}` };
export const LOG = new File(["3.3 V, 2.9 V\n"], "rail.csv", { type: "text/csv" });

export function same<T>(found: T, wanted: T): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${a} instead of ${b}`);
}

/** The functions of a module, which note that they were called. */
export function noting<M extends object>(module: M): M {
  return new Proxy({} as M, {
    get(_, name: string) {
      console.log(name);
      return (module as Record<string, unknown>)[name];
    },
  });
}
