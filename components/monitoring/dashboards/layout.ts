import type { GridPos } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel } from "./panel";

/** Columns of Grafana's grid. */
export const COLUMNS = 24;

/** Panels under a heading. */
export interface Row {
  title: string;
  panels: Panel[];
  /** A variable: the row is repeated for each of its values; within it, the variable has that value. */
  repeat?: string;
}

export interface PlacedRow extends Omit<Row, "panels"> {
  gridPos: GridPos;
  panels: { panel: Panel; gridPos: GridPos }[];
}

/** Places panels side by side in their order, and starts a new line when the next doesn't fit. Leaves out rows without panels. */
export function layOut(rows: Row[]): PlacedRow[] {
  let y = 0;
  return rows
    .filter(({ panels }) => panels.length > 0)
    .map(({ panels, ...row }) => {
      const gridPos = { x: 0, y, w: COLUMNS, h: 1 };
      const placed = placePanels(panels, y + gridPos.h);
      y = Math.max(...placed.map(({ gridPos }) => gridPos.y + gridPos.h));
      return { ...row, gridPos, panels: placed };
    });
}

function placePanels(panels: Panel[], top: number): PlacedRow["panels"] {
  let [x, y, lineHeight] = [0, top, 0];
  return panels.map((panel) => {
    if (x + panel.width > COLUMNS) [x, y, lineHeight] = [0, y + lineHeight, 0];
    const gridPos = { x, y, w: panel.width, h: panel.height };
    x += panel.width;
    lineHeight = Math.max(lineHeight, panel.height);
    return { panel, gridPos };
  });
}
