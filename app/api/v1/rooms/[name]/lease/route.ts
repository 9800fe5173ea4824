/** The same lease at the other form of its room's address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../../room/lease/route";
