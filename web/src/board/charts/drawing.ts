/** Chart.js, with only the parts that the board uses. */
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
} from "chart.js";
import type { PieFigures, TimeFigures } from "./figures.ts";

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);
Chart.defaults.font.family = "system-ui, sans-serif";
Chart.defaults.font.size = 12;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.animation = false;

/** Where somebody clicked: the series and the place within it. */
export type Pick = (series: number, index: number) => void;

/** Draws onto the canvas until the returned function is called; drawn anew when the theme changes. */
export function draw(canvas: HTMLCanvasElement, figures: PieFigures | TimeFigures, pick: Pick): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chart = paint(canvas, figures, pick);
  const repaint = () => {
    chart.destroy();
    chart = paint(canvas, figures, pick);
  };
  dark.addEventListener("change", repaint);
  return () => {
    dark.removeEventListener("change", repaint);
    chart.destroy();
  };
}

function paint(canvas: HTMLCanvasElement, figures: PieFigures | TimeFigures, pick: Pick): Chart {
  const styles = getComputedStyle(canvas);
  const color = (name: string) => (name.startsWith("--") ? styles.getPropertyValue(name).trim() : name);
  const configuration = "slices" in figures ? pie(figures, color) : time(figures, color);
  configuration.options = {
    ...configuration.options,
    onClick: (_event, [hit]) => hit && pick(hit.datasetIndex, hit.index),
    onHover: (_event, hits) => {
      canvas.style.cursor = hits.length > 0 ? "pointer" : "default";
    },
  };
  return new Chart(canvas, configuration);
}

type Color = (name: string) => string;

function pie({ slices }: PieFigures, color: Color): ChartConfiguration {
  return {
    type: "doughnut",
    data: {
      labels: slices.map(({ label }) => label),
      datasets: [
        {
          data: slices.map(({ value }) => value),
          backgroundColor: slices.map((slice) => color(slice.color)),
          borderColor: color("--surface"),
          borderWidth: 2,
        },
      ],
    },
    options: { cutout: "68%" } as ChartConfiguration["options"] & object,
  };
}

function time({ labels, series, stacked }: TimeFigures, color: Color): ChartConfiguration {
  const grid = { color: color("--line") };
  const ticks = { color: color("--muted"), precision: 0, maxRotation: 0, autoSkipPadding: 12 };
  return {
    type: "bar",
    data: {
      labels: [...labels],
      datasets: series.map((row) => ({
        type: row.line ? ("line" as const) : ("bar" as const),
        label: row.name,
        data: row.figures.map(({ value }) => value),
        backgroundColor: color(row.color),
        borderColor: color(row.color),
        borderWidth: row.line ? 2 : 0,
        borderRadius: stacked ? 0 : 3,
        maxBarThickness: 28,
        pointRadius: 3,
        order: row.line ? 0 : 1,
      })),
    },
    options: {
      interaction: { mode: "nearest", intersect: true },
      scales: {
        x: { stacked, grid: { display: false }, ticks, border: { color: color("--line") } },
        y: { stacked, beginAtZero: true, grid, ticks, border: { display: false } },
      },
    },
  };
}
