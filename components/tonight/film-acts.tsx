import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { type FilmName, filmTitle } from "@/lib/match/film-title";
import { isWatched, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";

/** Where the links and forms of a film go. */
export interface FilmTargets {
  roomId: string;
  /** The page to which the forms return. */
  returnTo: string;
  /** False while the viewer may not change the room. */
  mayChange: boolean;
  /** The film that is picked for the evening. */
  picked: string | null;
  /** The address of the sheet of a film. */
  sheetOf(mediaId: string): string;
}

/** The link to the place where the film can be watched. */
export function OpenInPlex({
  film,
  look,
}: {
  film: FilmName & Pick<ShortlistFilm, "linkUrl">;
  look?: "plain" | "first";
}) {
  if (!film.linkUrl) return null;
  return (
    <ButtonLink href={film.linkUrl} rel="noreferrer" icon="play" look={look}>
      <span>
        Open in Plex
        <span className="sr-only">
          : <Name>{filmTitle(film)}</Name>
        </span>
      </span>
    </ButtonLink>
  );
}

/** The link to the film's trailer. */
export function TrailerLink({ film }: { film: FilmName & Pick<ShortlistFilm, "trailerUrl"> }) {
  if (!film.trailerUrl) return null;
  return (
    <ButtonLink href={film.trailerUrl} rel="noreferrer" icon="film" look="bare">
      <span>
        Trailer
        <span className="sr-only">
          : <Name>{filmTitle(film)}</Name>
        </span>
      </span>
    </ButtonLink>
  );
}

/** The button that picks a film for the evening, without a draw. */
export function ChooseForm({ film, targets }: { film: ShortlistFilm; targets: FilmTargets }) {
  if (!targets.mayChange || isWatched(film) || film.mediaId === targets.picked) return null;
  return (
    <form method="post" action={`/api/dashboard/rooms/${targets.roomId}/pick-film`}>
      <HiddenFields fields={{ mediaId: film.mediaId, returnTo: targets.returnTo }} />
      <Button look="bare" icon="check">
        Watch tonight
      </Button>
    </form>
  );
}

/** The button that marks a film as watched, or takes the mark back. */
export function MarkForm({
  film,
  targets,
}: {
  film: FilmName & Pick<ShortlistFilm, "watched" | "isSeen">;
  targets: FilmTargets;
}) {
  if (!targets.mayChange || (film.isSeen && !film.watched)) return null;
  const verb = film.watched ? "unmark-watched" : "mark-watched";
  return (
    <form method="post" action={`/api/dashboard/rooms/${targets.roomId}/${verb}`}>
      <HiddenFields fields={{ mediaId: film.mediaId, returnTo: targets.returnTo }} />
      <Button look="bare" icon={film.watched ? "rotate-ccw" : "eye"}>
        <span>
          {film.watched ? "Not watched" : "Watched"}
          <span className="sr-only">
            : <Name>{filmTitle(film)}</Name>
          </span>
        </span>
      </Button>
    </form>
  );
}
