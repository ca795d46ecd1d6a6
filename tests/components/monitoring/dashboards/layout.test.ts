import assert from "node:assert/strict";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { layOut } from "../../../../components/monitoring/dashboards/layout";
import type { Panel } from "../../../../components/monitoring/dashboards/panel";

function panel(width: number, height: number): Panel {
  return { title: `${width} x ${height}`, builder: new PanelBuilder(), width, height, alerts: [] };
}

function positions(...rows: Panel[][]): number[][][] {
  const placed = layOut(rows.map((panels) => ({ title: "row", panels })));
  return placed.map(({ panels }) => panels.map(({ gridPos: { x, y, w, h } }) => [x, y, w, h]));
}

describe("the layout of a dashboard", () => {
  it("fills a line to its last column, and goes on below the tallest panel", () => {
    assert.deepEqual(positions([panel(8, 4), panel(8, 9), panel(8, 4), panel(1, 4)]), [
      [
        [0, 1, 8, 4],
        [8, 1, 8, 9],
        [16, 1, 8, 4],
        [0, 10, 1, 4],
      ],
    ]);
  });

  it("begins a new line where a panel doesn't fit", () => {
    assert.deepEqual(positions([panel(12, 4), panel(13, 4)]), [
      [
        [0, 1, 12, 4],
        [0, 5, 13, 4],
      ],
    ]);
  });

  it("puts a row's heading below all panels of the row before", () => {
    const [, second] = layOut([
      { title: "first", panels: [panel(12, 9), panel(12, 4)] },
      { title: "second", panels: [panel(4, 4)], repeat: "service" },
    ]);
    assert.deepEqual(second!.gridPos, { x: 0, y: 10, w: 24, h: 1 });
    assert.equal(second!.repeat, "service");
  });

  it("leaves out rows without panels", () => {
    assert.equal(positions([panel(4, 4)], [], [panel(4, 4)]).length, 2);
  });
});
