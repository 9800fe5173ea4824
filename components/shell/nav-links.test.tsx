import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { NavLinks } from "./nav-links";

vi.mock("next/navigation", () => ({ usePathname: () => "/" }));

test.each([
  [0, "Overview"],
  [1, "Overview, 1 of your rooms leaves soon"],
  [2, "Overview, 2 of your rooms leave soon"],
  [120, "Overview, 99+ of your rooms leave soon"],
])("with %i rooms that leave soon the first link is called “%s”", (leaving, name) => {
  for (const bar of ["top", "foot"] as const) {
    const page = renderToStaticMarkup(<NavLinks isAdmin={false} bar={bar} leaving={leaving} />);
    const [, first = ""] = /<a href="\/"[^>]*>(.*?)<\/a>/.exec(page) ?? [];
    expect(first.replace(/<[^>]+>/g, "")).toBe(name);
  }
});
