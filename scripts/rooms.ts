import { counted } from "@/lib/core/counted";
import { isFolderWhole } from "@/lib/storage/match/verify-folder";
import { readArguments } from "./arguments.mjs";
import { COPY_OPTIONS } from "./copy-options";
import { copyPlaces } from "./copy-rooms";
import { importTitlesFile } from "./import-titles-file";
import { PLACES } from "./places";
import { DATABASE_TEXT, print, runCommand, UsageError } from "./run-command";
import { folderSummary, verifyRooms } from "./verify-rooms";

const USAGE = `Usage: npm run -s rooms -- copy FROM TO [options]
       npm run -s rooms -- verify FOLDER
       npm run -s rooms -- titles FILE postgres:SPACE
Copies rooms from one place to another, and reads each of them back. Or compares the files of a folder with the checksums that were
recorded when they were written, and names those that were changed outside, removed or damaged; it writes nothing. Or names films by a
file: CSV whose first line names the columns (mediaId, title, year, genres separated by |, posterUrl, linkUrl, trailerUrl, durationMs), or
JSON as PUT /api/v1/media takes it.
${PLACES}
Options
  --dry-run              looks at everything, writes nothing, says what would happen
  --on-conflict POLICY   where a room of that name is: join (the same room is joined, another is left as it is; the
                         default), skip, newest (the later createdAt stays, the other goes to the trash), fail
  --include-trash        copies rooms in the trash too, with their reason and time where TO can keep those
  --without-passwords    copies rooms whose password cannot be read as well: they are open to everybody there
  --with-passwords       writes room passwords into an export file, for everybody to read who has it
  --verify-only          only compares TO with FROM
  --resume FILE          the journal of what is done; without it one under DATA_DIR is used
  --fresh                passes over what an earlier run that was cut short has done
  --json                 prints the whole report on stdout as JSON
  --from-token-env NAME, --to-token-env NAME
                         the variables that hold the tokens; else STORAGE_TOKEN, and TARGET_TOKEN for TO
  -h, --help             prints this
${DATABASE_TEXT};
  only a place postgres:SPACE needs it
Example
  npm run -s rooms -- copy path/to/data/rooms postgres:moviematch --dry-run
  npm run -s rooms -- verify path/to/data/rooms
Ends with 0 when every room is there and was read back, or every file is as it was written; 1 when some are not, 2 when it was called
wrongly.`;

const { values: flags, positionals } = readArguments({
  name: "rooms",
  usage: USAGE,
  options: COPY_OPTIONS,
  hasPositionals: true,
});

await runCommand({
  name: "rooms",
  withDatabase: positionals.some((place) => place.startsWith("postgres:")),
  async work() {
    const [command, from, to, ...rest] = positionals;
    if (command === "titles" && from && to && rest.length === 0) {
      const films = await importTitlesFile(from, to);
      print(flags.json ? JSON.stringify({ films }) : `${counted(films, "film")} named.`);
      return;
    }
    if (command === "verify" && from && !to) {
      const report = await verifyRooms(from);
      print(flags.json ? JSON.stringify(report) : folderSummary(report));
      if (!isFolderWhole(report)) process.exitCode = 1;
      return;
    }
    if (command !== "copy" || !from || !to || rest.length > 0) {
      throw new UsageError(
        "Say from where to where: copy FROM TO; or verify FOLDER; or titles FILE postgres:SPACE.",
      );
    }
    if (!(await copyPlaces(from, to, flags))) process.exitCode = 1;
  },
});
