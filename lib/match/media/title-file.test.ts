import { describe, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { readTitleFile } from "./title-file";

const read = (text: string) => readTitleFile(Buffer.from(text));
const alien = { mediaId: "plex://movie/1", title: "Alien", year: 1979 };

const FILES: [name: string, text: string, films: unknown[]][] = [
  ["CSV", "mediaId,title,year\nplex://movie/1,Alien,1979\n", [alien]],
  ["CSV of a spreadsheet", "\ufeffmediaId;title;year\r\nplex://movie/1;Alien;1979\r\n", [alien]],
  ["tabs", "mediaId\ttitle\tyear\nplex://movie/1\tAlien\t1979", [alien]],
  ["another order and case", "YEAR,Title,MEDIAID\n1979,Alien,plex://movie/1", [alien]],
  ["other columns", "note,mediaId,title,year\nx,plex://movie/1,Alien,1979", [alien]],
  ["empty lines and blanks", "mediaId,title,year\n\n plex://movie/1 , Alien , 1979 \n\n", [alien]],
  [
    "no year",
    "mediaId,title,year\nplex://movie/1,Alien,",
    [{ mediaId: alien.mediaId, title: "Alien" }],
  ],
  [
    "quotes, commas and line breaks",
    'mediaId,title,genres,linkUrl,posterUrl,durationMs\nx,"Me, ""You""\nand",Horror| Comedy,https://a.example/x,http://b.example/p.jpg,7000000',
    [
      {
        ...{ mediaId: "x", title: 'Me, "You"\nand', genres: ["Horror", "Comedy"] },
        ...{ linkUrl: "https://a.example/x", posterUrl: "http://b.example/p.jpg" },
        durationMs: 7_000_000,
      },
    ],
  ],
  ["a JSON list", JSON.stringify([alien]), [alien]],
  ["JSON as the API takes it", ` \n${JSON.stringify({ items: [alien] })}`, [alien]],
];

test.each(FILES)("a file: %s", async (_, text, films) => {
  expect(await read(text)).toEqual(films);
});

const REFUSED: [name: string, text: string | Uint8Array, message: RegExp][] = [
  ["nothing", "", /^The file has no films\.$/],
  ["only a head", "mediaId,title\n", /^The file has no films\.$/],
  [
    "no title column",
    "mediaId,year\na,1979",
    /must name the columns, among them mediaId and title/,
  ],
  ["no head", "plex://movie/1,Alien", /must name the columns/],
  ["no title", "mediaId,title\na,Alien\nb,", /^Line 3: title is missing\.$/],
  ["no id", "mediaId,title\n,Alien", /^Line 2: mediaId is missing\.$/],
  ["a year that is none", "mediaId,title,year\na,Alien,soon", /^Line 2: year must be/],
  [
    "a script as a link",
    "mediaId,title,linkUrl\na,Alien,javascript:alert(1)",
    /^Line 2: linkUrl must be an http/,
  ],
  ["a quote that does not end", 'mediaId,title\na,"Alien', /not valid CSV/],
  ["JSON that is none", "[{", /./],
  ["other JSON", '{"films":[]}', /neither a list of films nor `items`/],
  [
    "an unknown field",
    '[{"mediaId":"a","title":"A","director":"R"}]',
    /^Film 1: it has unknown members: director\.$/,
  ],
  [
    "a number as a title",
    '[{"mediaId":"a","title":"A"},{"mediaId":"b","title":5}]',
    /^Film 2: title must be/,
  ],
  ["NUL", "mediaId,title\na,A\u0000b", /^Line 2: title contains a NUL/],
  ["no text", new Uint8Array([0xff, 0xfe, 0x41, 0x00]), /not text in UTF-8/],
];

describe("a file is refused with the place of its first fault", () => {
  test.each(REFUSED)("%s", async (_, given, message) => {
    const bytes = typeof given === "string" ? Buffer.from(given) : given;
    await expect(readTitleFile(bytes)).rejects.toThrow(message);
  });

  test("too many films, too long a line and too large a file", async () => {
    const row = "a,A\n";
    const many = `mediaId,title\n${row.repeat(LIMITS.titlesPerFileMax + 1)}`;
    await expect(read(many)).rejects.toThrow("A file has at most 100,000 films.");
    await expect(read(`mediaId,title\na,"${"x".repeat(40_000)}"`)).rejects.toThrow(/not valid CSV/);
    await expect(readTitleFile(new Uint8Array(LIMITS.titleFileBytesMax + 1))).rejects.toMatchObject(
      {
        code: "body_too_large",
      },
    );
  });
});
