/** The same ratings at the other form of their room's address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../../room/ratings/route";
