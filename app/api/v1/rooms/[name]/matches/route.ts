/** The same matches by the other spelling of their room's address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../../room/matches/route";
