import type { GuestView } from "@/components/tonight/guest-list";
import { readGroupLink } from "@/lib/match/group-link/read-group-link";
import { readGroupList } from "@/lib/match/group-link/read-group-list";
import { shortlistOf } from "@/lib/match/shortlist/shortlist";
import { isWatched } from "@/lib/match/shortlist/shortlist-film";
import { type Asked, readShortlistFilter } from "@/lib/match/shortlist/shortlist-filter";
import { getServices } from "@/lib/runtime/services";
import { withAllowedPosters } from "./allowed-posters";
import { forPage } from "./for-page";

const byName = new Intl.Collator("en");

/**
 * Loads the list that a link shows, for a visitor whom nobody knows; null if the link shows nothing. The address has the filter, and who
 * is here only where names are shown. Posters come from this address only, so that no other host learns about the visit.
 */
export async function loadGuestList(token: string, asked: Asked): Promise<GuestView | null> {
  return forPage(async () => {
    const services = getServices();
    const link = await readGroupLink(services, token);
    if (!link) return null;
    const list = await readGroupList(services, link);
    const { roomType, showsNames, total, filmsRated } = list;
    const people = list.people.toSorted(byName.compare);
    const { here, ...rest } = asked;
    const filter = readShortlistFilter(showsNames ? asked : rest, people);
    const shown = withAllowedPosters(list.films, []);
    const picked = shown.find(({ mediaId }) => mediaId === list.picked);
    const { company, ...shortlist } = shortlistOf({ roomType, people, films: shown }, filter);
    return {
      path: `/g/${token}`,
      newsPath: `/api/g/${token}`,
      tag: link.tag,
      ...{ roomType, people, showsNames, filter, total, filmsRated },
      picked: picked && !isWatched(picked) ? picked : null,
      shortlist: { ...shortlist, company: { ...company, isNameless: !showsNames } },
    };
  });
}
