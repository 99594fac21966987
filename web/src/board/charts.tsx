/** The charts; what a canvas shows is also there as links, for keyboards and screen readers. */
import { useContext, useEffect, useRef } from "preact/hooks";
import { draw } from "./drawing.ts";
import type { Figure, Figures, PieFigures, Slice, TimeFigures } from "./figures.ts";
import { Navigation, ViewLink } from "./navigation.tsx";
import { person } from "./words.ts";

const RANKS = 6;

export function Charts({ figures }: { figures: Figures }) {
  const [first, ...others] = figures.times;
  return (
    <section class="charts" aria-label="Charts over all issues">
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
    <article class="card pie">
      <h2>{pie.title}</h2>
      <div class="pie-body">
        <div class="drawing">
          <Canvas figures={pie} label={`${pie.title}: ${summary}`} at={(_, index) => pie.slices[index]} />
          <p class="total" aria-hidden="true">
            <strong>{total}</strong>
            {total === 1 ? "issue" : "issues"}
          </p>
        </div>
        <ul class="legend">
          {pie.slices.map((slice) => (
            <li key={slice.label}>
              <FigureLink figure={slice}>
                <Swatch color={slice.color} />
                <span>{slice.label}</span>
                <b>{slice.value}</b>
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
    <article class="card time">
      <header>
        <h2>{time.title}</h2>
        <ul class="key" aria-hidden="true">
          {time.series.map(({ name, color }) => (
            <li key={name}>
              <Swatch color={color} /> {name}
            </li>
          ))}
        </ul>
      </header>
      <div class="drawing">
        <Canvas
          figures={time}
          label={`${time.title}, from ${time.periods[0]} to ${time.periods.at(-1)}: ${sums.join(", ")}`}
          at={(series, index) => time.series[series]?.figures[index]}
        />
      </div>
      <details>
        <summary>Show as a table</summary>
        <div class="scroll">
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
                    return <td key={name}>{figure && <FigureLink figure={figure}>{figure.value}</FigureLink>}</td>;
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
    <article class="card rank">
      <h2>{title}</h2>
      {slices.length === 0 && <p class="quiet">None yet.</p>}
      <ol>
        {slices.slice(0, RANKS).map((slice) => (
          <li key={slice.label}>
            <FigureLink figure={slice}>
              <span title={slice.label}>{write(slice.label)}</span>
              <b>{slice.value}</b>
              <meter min={0} max={largest} value={slice.value} aria-hidden="true" />
            </FigureLink>
          </li>
        ))}
      </ol>
      {slices.length > RANKS && <p class="quiet">{slices.length - RANKS} more in the filters below</p>}
    </article>
  );
}

/** A figure that can be looked into; nothing to see behind a zero. */
function FigureLink({ figure, children }: { figure: Figure; children: preact.ComponentChildren }) {
  if (figure.view === null || figure.value === 0) return <span class="figure">{children}</span>;
  return (
    <ViewLink view={figure.view} class="figure" reveal>
      {children}
    </ViewLink>
  );
}

function Swatch({ color }: { color: string }) {
  const style = { background: color.startsWith("--") ? `var(${color})` : color };
  return <i class="swatch" style={style} aria-hidden="true" />;
}

interface CanvasProps {
  figures: PieFigures | TimeFigures;
  label: string;
  at: (series: number, index: number) => Figure | undefined;
}

function Canvas({ figures, label, at }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const go = useContext(Navigation);
  useEffect(() => {
    if (!canvas.current) return undefined;
    return draw(canvas.current, figures, (series, index) => {
      const view = at(series, index)?.view;
      if (view) go(view, { reveal: true });
    });
  }, [figures]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}
