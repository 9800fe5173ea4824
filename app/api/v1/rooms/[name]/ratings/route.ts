/** The same ratings by the other spelling of their room's address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../../room/ratings/route";
