import { renderToStaticMarkup } from "react-dom/server";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { QrCode } from "./qr-code";

const ADDRESS = "https://rooms.example.org/g/Zk3vJ0q8Xw2mT5bY7cN1aQ";

/** The modules that the drawing makes dark, with the quiet edge. */
function darkModules(markup: string): boolean[][] {
  const [, whole = "0"] = /viewBox="0 0 (\d+) /.exec(markup) ?? [];
  const size = Number(whole);
  const grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const path = /fill="#000" d="([^"]*)"/.exec(markup)?.[1] ?? "";
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+Z/g)) {
    for (let at = 0; at < Number(length); at += 1) {
      const row = grid[Number(y)];
      if (row) row[Number(x) + at] = true;
    }
  }
  return grid;
}

test("the drawing has the modules of the code, dark on white, with four light modules around it", () => {
  const markup = renderToStaticMarkup(<QrCode text={ADDRESS} label="A code" />);
  const { data, size } = encode(ADDRESS, { ecc: "M", border: 0 });
  const grid = darkModules(markup);
  expect(grid).toHaveLength(size + 8);
  for (const [y, row] of grid.entries()) {
    for (const [x, isDark] of row.entries()) {
      expect([x, y, isDark]).toEqual([x, y, data[y - 4]?.[x - 4] ?? false]);
    }
  }
  expect(markup).toContain('role="img" aria-label="A code"');
  expect(markup).toContain('fill="#fff"');
});
