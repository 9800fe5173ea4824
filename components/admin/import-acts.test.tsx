import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RoomImport } from "@/lib/transfer/imports/room-import";
import { ImportActs, UndoDialog } from "./import-acts";

const DONE = { id: "im_1", state: "done", made: 1, hasFiles: false, report: {} };
const importOf = (made: number) => ({ ...DONE, made }) as unknown as RoomImport;
const buttonsOf = (markup: string) =>
  [...markup.matchAll(/<\/svg>([^<]+)</g)].map(([, said]) => said);

test("the button that takes an import back, its question and its last button use the same words", () => {
  expect(buttonsOf(renderToStaticMarkup(<ImportActs given={importOf(2)} />))).toEqual([
    "Take it back",
  ]);
  const question = renderToStaticMarkup(<UndoDialog given={importOf(2)} />);
  expect(question).toContain("Take this import back?");
  expect(question).toContain(">Keep it<");
  expect(buttonsOf(question)).toEqual(["Take it back"]);
  expect(question).toContain("The 2 rooms that it made go to the trash");
  expect(renderToStaticMarkup(<UndoDialog given={importOf(1)} />)).toContain(
    "The room that it made goes to the trash",
  );
});
