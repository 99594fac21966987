/** The charts; what a canvas shows is also there as links, for keyboards and screen readers. */
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";
import { Provider, useQuery } from "urql";
import { Link } from "wouter";
import { BoardChartsDocument } from "../../gql/graphql.ts";
import { createPlainClient } from "../app/client.ts";
import { sentenceOf } from "../shared/sentence.ts";
import { useLive } from "../app/live.ts";
import type { Go } from "../list/use-view.ts";
import { queryOf } from "../list/view.ts";
import { TokenContext } from "../shared/token-context.ts";
import { formatCount, person } from "../shared/words.ts";
import { draw } from "./drawing.ts";
import { figuresOf, firstMonth, type Figure, type Figures, type PieFigures, type Slice, type TimeFigures } from "./figures.ts";

const RANKS = 6;
/** Charts count all issues, so they update seldom. */
const LIVE_PAUSE_MS = 10_000;

const GoContext = createContext<Go>(() => undefined);

export default function Charts({ go }: { go: Go }) {
  const token = useContext(TokenContext);
  const client = useMemo(() => createPlainClient(token), [token]);
  return (
    <Provider value={client}>
      <GoContext.Provider value={go}>
        <LoadedCharts />
      </GoContext.Provider>
    </Provider>
  );
}

function LoadedCharts() {
  const since = useMemo(() => firstMonth(new Date()), []);
  const [{ data, error }, reload] = useQuery({
    query: BoardChartsDocument,
    variables: { since },
  });
  useLive(
    ({ objectType }) => objectType === "ISSUE",
    () => reload({ requestPolicy: "network-only" }),
    LIVE_PAUSE_MS,
  );
  const figures = useMemo(() => data && figuresOf(data, since), [data, since]);
  if (error) return <p className="problem">{sentenceOf(error)}</p>;
  if (!figures) return <div className="charts waiting" aria-hidden="true" />;
  return <AllCharts figures={figures} />;
}

function AllCharts({ figures }: { figures: Figures }) {
  const [first, ...others] = figures.times;
  return (
    <section className="charts" aria-label="Charts over all issues">
      {figures.pies.map((pie) => (
        <PieCard key={pie.title} pie={pie} />
      ))}
      {first && <TimeCard time={first} />}
      {others.map((time) => (
        <TimeCard key={time.title} time={time} />
      ))}
      <RankCard title="Owners" slices={figures.owners} write={person} />
      <RankCard title="Tags" slices={figures.tags} write={(tag) => tag} />
    </section>
  );
}

function PieCard({ pie }: { pie: PieFigures }) {
  const total = pie.slices.reduce((sum, { value }) => sum + value, 0);
  const summary = pie.slices.map(({ label, value }) => `${label} ${value}`).join(", ");
  return (
    <article className="card pie">
      <h2>{pie.title}</h2>
      <div className="pie-body">
        <div className="drawing">
          <Canvas figures={pie} label={`${pie.title}: ${summary}`} at={(_, index) => pie.slices[index]} />
          <p className="total" aria-hidden="true">
            <strong>{formatCount(total)}</strong>
            {total === 1 ? "issue" : "issues"}
          </p>
        </div>
        <ul className="legend">
          {pie.slices.map((slice) => (
            <li key={slice.label}>
              <FigureLink figure={slice}>
                <Swatch color={slice.color} />
                <span>{slice.label}</span>
                <b>{formatCount(slice.value)}</b>
              </FigureLink>
            </li>
          ))}
        </ul>
      </div>
    </article>
  );
}

function TimeCard({ time }: { time: TimeFigures }) {
  const sums = time.series.map(({ name, figures }) => `${name} ${figures.reduce((sum, { value }) => sum + value, 0)}`);
  return (
    <article className="card time">
      <header>
        <h2>{time.title}</h2>
        <ul className="key" aria-hidden="true">
          {time.series.map(({ name, color }) => (
            <li key={name}>
              <Swatch color={color} /> {name}
            </li>
          ))}
        </ul>
      </header>
      <div className="drawing">
        <Canvas
          figures={time}
          label={`${time.title}, from ${time.periods[0]} to ${time.periods.at(-1)}: ${sums.join(", ")}`}
          at={(series, index) => time.series[series]?.figures[index]}
        />
      </div>
      <details>
        <summary>Show as a table</summary>
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{time.unit}</th>
                {time.series.map(({ name }) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {time.periods.map((period, index) => (
                <tr key={period}>
                  <th scope="row">{period}</th>
                  {time.series.map(({ name, figures }) => {
                    const figure = figures[index];
                    return <td key={name}>{figure && <FigureLink figure={figure}>{formatCount(figure.value)}</FigureLink>}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </article>
  );
}

function RankCard({ title, slices, write }: { title: string; slices: readonly Slice[]; write: (label: string) => string }) {
  const largest = slices[0]?.value ?? 1;
  return (
    <article className="card rank">
      <h2>{title}</h2>
      {slices.length === 0 && <p className="quiet">None yet.</p>}
      <ol>
        {slices.slice(0, RANKS).map((slice) => (
          <li key={slice.label}>
            <FigureLink figure={slice}>
              <span title={slice.label}>{write(slice.label)}</span>
              <b>{formatCount(slice.value)}</b>
              <meter min={0} max={largest} value={slice.value} aria-hidden="true" />
            </FigureLink>
          </li>
        ))}
      </ol>
      {slices.length > RANKS && <p className="quiet">{slices.length - RANKS} more in the filters above</p>}
    </article>
  );
}

/** A figure that links to its issues; a zero has no link. */
function FigureLink({ figure, children }: { figure: Figure; children: ReactNode }) {
  if (figure.view === null || figure.value === 0) return <span className="figure">{children}</span>;
  return (
    <Link className="figure" href={`/${queryOf({ ...figure.view, charts: true })}`}>
      {children}
    </Link>
  );
}

function Swatch({ color }: { color: string }) {
  const style = { background: color.startsWith("--") ? `var(${color})` : color };
  return <i className="swatch" style={style} aria-hidden="true" />;
}

interface CanvasProps {
  figures: PieFigures | TimeFigures;
  label: string;
  at: (series: number, index: number) => Figure | undefined;
}

function Canvas({ figures, label, at }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const go = useContext(GoContext);
  useEffect(() => {
    if (!canvas.current) return undefined;
    return draw(canvas.current, figures, (series, index) => {
      const view = at(series, index)?.view;
      if (view) go({ ...view, charts: true });
    });
  }, [figures]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}
