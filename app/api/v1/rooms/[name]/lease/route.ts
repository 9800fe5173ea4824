/** The same lease by the other spelling of its room's address. */
export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "../../../room/lease/route";
