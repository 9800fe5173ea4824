import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Name } from "./name";
import { RoomName } from "./room-name";

test("a character that changes the direction of text is shown and has no effect", () => {
  for (const shown of [
    <RoomName key="room" name={"\u202eevil"} />,
    <Name key="name">{"\u202eevil"}</Name>,
  ]) {
    const markup = renderToStaticMarkup(shown);
    expect(markup).not.toContain("\u202e");
    expect(markup).toMatch(
      /^<bdi[^>]*><span class="hiddenCharacter"[^>]*>U\+202E<\/span>evil<\/bdi>$/,
    );
  }
});
